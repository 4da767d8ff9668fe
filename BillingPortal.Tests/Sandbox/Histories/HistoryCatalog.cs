namespace BillingPortal.Tests.Sandbox.Histories;

/// <summary>The prices that histories choose from: three plans and an add-on in each currency and interval.</summary>
public sealed class HistoryCatalog
{
    public const int AddOn = 3;
    private static readonly string[] Currencies = ["usd", "jpy", "kwd"];
    private static readonly string[] Intervals = ["week", "month", "year"];
    private readonly Dictionary<(string Currency, string Interval, int Plan), string> ids = [];

    /// <summary>Odd amounts on purpose: nothing shall come out even by itself.</summary>
    public static long Amount(string currency, string interval, int plan)
    {
        long[] monthly = currency switch { "usd" => [1999, 4900, 9973, 701], "jpy" => [500, 1234, 7777, 101], _ => [1510, 4990, 12_340, 710] };
        return interval switch { "week" => monthly[plan] / 4 / 10 * 10, "year" => monthly[plan] * 10, _ => monthly[plan] };
    }

    public static async Task<HistoryCatalog> MakeAsync(SandboxRoom room)
    {
        var catalog = new HistoryCatalog();
        foreach (var currency in Currencies)
        {
            foreach (var interval in Intervals)
            {
                for (var plan = 0; plan <= AddOn; plan++)
                {
                    catalog.ids[(currency, interval, plan)] = (await room.PostAsync("/v1/prices", $"product_data[name]=Plan {plan}", $"currency={currency}",
                        $"unit_amount={Amount(currency, interval, plan)}", $"recurring[interval]={interval}")).Text("id");
                }
            }
        }

        return catalog;
    }

    public string Id(string currency, string interval, int plan) => ids[(currency, interval, plan)];
}
