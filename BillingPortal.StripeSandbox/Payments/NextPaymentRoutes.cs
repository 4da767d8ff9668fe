using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>The sandbox's own control over payments, absent from Stripe: decide the next attempts, look at what is decided, and take it back.</summary>
internal static class NextPaymentRoutes
{
    private const string Path = "/_sandbox/payments/next";
    private const long MostAttempts = 1000;

    public static void Map(RouteTable routes)
    {
        routes.Get(Path, call => new Decided([.. call.Account.OldestFirst<NextPayment>().Select(Shown)]));
        routes.Post(Path, Decide);
        routes.Delete(Path, Forget);
    }

    private static Decision Decide(Call call)
    {
        var parameters = call.Parameters;
        var outcome = parameters.RequiredText("outcome");
        var code = outcome.StartsWith("decline:", StringComparison.Ordinal) ? outcome["decline:".Length..] : null;
        if (code is null ? outcome is not ("succeed" or "authenticate") : Declines.Find(code) is null)
        {
            throw StripeError.Invalid($"Invalid outcome: must be succeed, authenticate, or decline:<code> with one of {string.Join(", ", Declines.Codes)}.", "outcome");
        }

        var count = parameters.Integer("count") ?? 1;
        if (count is < 1 or > MostAttempts)
        {
            throw StripeError.Invalid($"The number of attempts is from 1 to {MostAttempts}.", "count");
        }

        var customer = parameters.Text("customer") is { } id ? CustomerRoutes.Live(call, id, "customer", status: 400).Id : null;
        return Shown(call.Account.Save(new NextPayment
        {
            Id = Ids.New("next"), Created = call.Now, Outcome = code is null ? outcome : "decline", DeclineCode = code, Count = count, Customer = customer,
        }));
    }

    private static Decided Forget(Call call)
    {
        foreach (var next in call.Account.OldestFirst<NextPayment>().ToList())
        {
            call.Account.Remove(next);
        }

        return new Decided([]);
    }

    private static Decision Shown(NextPayment next) => new(next.DeclineCode is { } code ? "decline:" + code : next.Outcome, next.Count, next.Customer);

    private sealed record Decided(List<Decision> Data);

    private sealed record Decision(string Outcome, long Count, string? Customer);
}
