using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Tests.Databases;

namespace BillingPortal.Tests.Subscriptions;

public sealed class SubscriptionStatisticsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Nothing_sold_is_nothing_counted(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var totals = await new SubscriptionStatistics(database).ReadAsync(CancellationToken.None);
        totals.MonthlyRecurring.ShouldBeEmpty();
        totals.Count(SubscriptionStatus.Active).ShouldBe(0);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Money_is_counted_by_the_month_and_by_currency_and_trials_bring_none_yet(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using (var db = database.CreateDbContext())
        {
            db.Subscriptions.AddRange(
                Make("sub_monthly", SubscriptionStatus.Active, "usd", 2400, 3, "month"),
                Make("sub_yearly", SubscriptionStatus.Active, "usd", 24000, 1, "year"),
                Make("sub_late", SubscriptionStatus.PastDue, "eur", 2200, 1, "month"),
                Make("sub_trial", SubscriptionStatus.Trialing, "usd", 2400, 5, "month"),
                Make("sub_gone", SubscriptionStatus.Canceled, "usd", 2400, 1, "month"));
            await db.SaveChangesAsync();
        }

        var totals = await new SubscriptionStatistics(database).ReadAsync(CancellationToken.None);
        totals.MonthlyRecurring.ShouldBe([new Money(2200, Currency.Eur), new Money(7200 + 2000, Currency.Usd)]);
        totals.ByStatus.ShouldBe(
            new Dictionary<SubscriptionStatus, int>
            {
                [SubscriptionStatus.Active] = 2, [SubscriptionStatus.PastDue] = 1, [SubscriptionStatus.Trialing] = 1, [SubscriptionStatus.Canceled] = 1,
            },
            ignoreOrder: true);
    }

    private static Subscription Make(string id, SubscriptionStatus status, string currency, long unit, long quantity, string interval) => new()
    {
        Id = new SubscriptionId(id), CustomerId = new CustomerId($"cus_{id}"), Status = status, Currency = Currency.Parse(currency), CreatedAt = Start, FetchedAt = Start,
        Items =
        {
            new SubscriptionItem
            {
                Id = new SubscriptionItemId($"si_{id}"), SubscriptionId = new SubscriptionId(id), PriceId = new PriceId("price_1"), UnitAmountMinor = unit,
                Quantity = quantity, Interval = interval, IntervalCount = 1, CurrentPeriodStart = Start, CurrentPeriodEnd = Start.AddMonths(1),
            },
        },
    };
}
