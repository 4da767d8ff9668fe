using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>Rung when a subscription was seen to run out with a planned change.</summary>
public sealed class ChangeSignal
{
    private readonly WakeSignal bell = new();

    public void Set() => bell.Set();

    public Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation) => bell.WaitAsync(atMost, time, cancellation);
}

/// <summary>Finishes what was begun and not ended: rescues what was missed, and goes on with quotes whose carrier has died.</summary>
public sealed class ChangeWorker(MissedChanges missed, InterruptedChanges interrupted, ChangeSignal signal, TimeProvider time, ILogger<ChangeWorker> logger)
    : WokenWorker(TimeSpan.FromSeconds(30), time, logger, "Looking for unfinished plan changes failed")
{
    private readonly TimeProvider clock = time;

    protected override async Task<int> WorkAsync(CancellationToken cancellation) =>
        await missed.RescueAsync(cancellation) + await interrupted.ResumeAsync(cancellation);

    protected override Task SleepAsync(TimeSpan atMost, CancellationToken cancellation) => signal.WaitAsync(atMost, clock, cancellation);
}

/// <summary>Quotes that somebody confirmed and nobody finished.</summary>
public sealed class InterruptedChanges(IDbContextFactory<BillingDb> databases, ChangeService changes, TimeProvider time)
{
    private const int Most = 20;

    /// <returns>How many came to an end, whichever.</returns>
    public async Task<int> ResumeAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var silent = time.GetUtcNow() - QuoteDesk.Patience;
        var left = await db.ChangeQuotes.AsNoTracking().Where(quote => quote.Status == QuoteStatus.Confirming && quote.ConfirmedAt <= silent)
            .OrderBy(quote => quote.ConfirmedAt).Take(Most).ToListAsync(cancellation);
        foreach (var quote in left)
            await changes.ConfirmAsync(quote.OrganizationId, quote.Id, quote.ConfirmedBy ?? "portal", cancellation);
        return left.Count;
    }
}
