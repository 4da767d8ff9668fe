using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Meters;

/// <summary>Under random changes flexible billing charges every used unit once: no period's usage is left out or billed twice.</summary>
public sealed class MeteredPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Every_unit_is_billed_once(int seed)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var random = new Random(seed);
        var (meter, customer) = (await room.MeterAsync(), await room.CustomerAsync());
        var prices = new[] { await room.MeteredPriceAsync(meter), await room.MeteredPriceAsync(meter), await room.MeteredPriceAsync(meter, "unit_amount=1", "recurring[interval_count]=2") };
        var subscription = await room.SubscribeAsync(customer, $"items[0][price]={prices[0]}", $"items[1][price]={await room.MonthlyPriceAsync()}", "billing_mode[type]=flexible");
        var url = $"/v1/subscriptions/{subscription.Text("id")}";
        var (item, used) = (subscription.Item(), 0L);
        for (var step = 0; step < 40; step++)
        {
            switch (random.Next(7))
            {
                case 0 or 1 or 2:
                    var value = random.NextInt64(1, 50);
                    await room.UseAsync(customer, value);
                    used += value;
                    break;
                case 3 or 4:
                    room.Time.Advance(TimeSpan.FromHours(random.NextDouble() * 500));
                    break;
                case 5:
                    await room.PostAsync(url, $"items[0][id]={item}", $"items[0][price]={prices[random.Next(prices.Length)]}", $"proration_behavior={(random.Next(2) == 0 ? "always_invoice" : "create_prorations")}");
                    break;
                case 6:
                    await room.PostAsync(url, "billing_cycle_anchor=now");
                    break;
            }
        }

        if (random.Next(2) == 0)
        {
            await room.PostAsync(url, "cancel_at=max_period_end");
            room.Time.Advance(TimeSpan.FromDays(70));
        }
        else
        {
            room.Time.Advance(TimeSpan.FromMinutes(1));
            await room.DeleteAsync(url + "?invoice_now=true");
        }

        room.Time.Advance(TimeSpan.FromHours(2));
        (await room.GetAsync(url)).Text("status").ShouldBe("canceled");
        var lines = (await room.InvoicesAsync(subscription.Text("id"))).SelectMany(invoice => invoice.Lines()).Where(line => IsMetered(line, prices)).ToList();
        lines.Sum(line => line.Number("quantity")).ShouldBe(used);
        lines.Sum(line => line.Number("amount")).ShouldBe(used);
        var periods = lines.Select(line => line.GetProperty("period")).Select(period => (Start: period.Number("start"), End: period.Number("end"))).Where(period => period.Start < period.End).Order().ToList();
        periods.Zip(periods.Skip(1)).ShouldAllBe(pair => pair.First.End == pair.Second.Start);
    }

    private static bool IsMetered(JsonElement line, string[] prices) => prices.Contains(line.GetProperty("pricing").GetProperty("price_details").Text("price"));
}
