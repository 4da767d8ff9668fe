using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Lab;

/// <summary>Moves the sandbox's own clock, on which all customers live that have no test clock, and tells what comes of it.</summary>
public sealed class TimeMachine(SandboxControls sandbox, StripeClient stripe, IDbContextFactory<BillingDb> databases, LabAudit audit, LabWork work, TimeProvider time)
{
    /// <summary>A renewal's invoice is charged an hour after it was drafted; a journey to a renewal goes on until then.</summary>
    public static readonly TimeSpan UntilCharged = TimeSpan.FromMinutes(65);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(150);

    public Task<SandboxClock> ClockAsync(CancellationToken cancellation) => sandbox.ClockAsync(cancellation);

    /// <summary>The next end of a period or trial at Stripe; null when nobody has a subscription that goes on. Customers on test clocks live in another time.</summary>
    public async Task<DateTimeOffset?> NextRenewalAsync(CancellationToken cancellation)
    {
        DateTimeOffset? next = null;
        await foreach (var subscription in stripe.ListAllAsync<ClockedSubscription>("/v1/subscriptions", null, cancellation))
        {
            if (subscription.TestClock is not null || subscription.Status is not ("trialing" or "active" or "past_due"))
                continue;
            var end = subscription.Items.Data.Min(item => item.CurrentPeriodEnd);
            next = next is null || end < next ? end : next;
        }

        return next;
    }

    /// <summary>Begins the journey; <see cref="LabWork"/> shows how far it is.</summary>
    public async Task<BillingError?> StartAsync(DateTimeOffset to, string actor, CancellationToken cancellation)
    {
        var from = await sandbox.ClockAsync(cancellation);
        if (to <= from.Now)
            return BillingError.Invalid("to", $"The clock goes forward only; it is {from.Now.UtcDateTime:yyyy-MM-dd HH:mm} UTC in the sandbox. Only a reset brings it back.");
        var last = await LastEventAsync(cancellation);
        if (work.Start(new TravelProgress(time.GetUtcNow(), from.Now, to, from.Now, Nothing), (report, stop) => TravelAsync(from.Now, to, last, report, stop)) is { } busy)
            return busy;
        await audit.AppendAsync("lab.time_travel", actor, null, new { from = from.Now, to }, cancellation);
        return null;
    }

    private static Dictionary<string, int> Nothing => [];

    private async Task TravelAsync(DateTimeOffset from, DateTimeOffset to, long last, Action<LabProgress> report, CancellationToken stop)
    {
        var began = time.GetUtcNow();
        var journey = sandbox.AdvanceAsync(to, stop);
        while (await Task.WhenAny(journey, Task.Delay(Look, TimeProvider.System, stop)) != journey)
            report(new TravelProgress(began, from, to, (await sandbox.ClockAsync(stop)).Now, await EventsAsync(last, stop)));
        var arrived = await journey;
        var now = arrived.Succeeded ? arrived.Value.Now : (await sandbox.ClockAsync(stop)).Now;
        report(new TravelProgress(began, from, to, now, await EventsAsync(last, stop), Done: true, arrived.Error?.Detail));
    }

    private async Task<long> LastEventAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.InboxEvents.MaxAsync(row => (long?)row.Id, cancellation) ?? 0;
    }

    private async Task<IReadOnlyDictionary<string, int>> EventsAsync(long after, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var counts = await db.InboxEvents.Where(row => row.Id > after).GroupBy(row => row.EventType).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellation);
        return counts.OrderByDescending(row => row.Count).ThenBy(row => row.Key, StringComparer.Ordinal).ToDictionary(row => row.Key, row => row.Count);
    }

    private sealed record ClockedSubscription(string Id, string Status, string? TestClock, Wire.StripeList<Wire.SubscriptionItem> Items) : Wire.IStripeObject;
}
