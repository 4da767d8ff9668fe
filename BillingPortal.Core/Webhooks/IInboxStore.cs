namespace BillingPortal.Core.Webhooks;

/// <summary>One event on its way into the inbox.</summary>
public sealed record InboxArrival(EventHead Head, string Payload, DateTimeOffset ReceivedAt, string? IgnoredBecause, string? VersionNote)
{
    public InboxStatus Status => IgnoredBecause is null ? InboxStatus.Pending : InboxStatus.Ignored;
}

/// <summary>The hot insert, written once per database because it is what intake's speed hangs on.</summary>
public interface IInboxStore
{
    /// <summary>Stores the batch in one transaction and commits it. Returns the ids that were new; the others were there before.</summary>
    /// <exception cref="Exception">Nothing of the batch is stored.</exception>
    Task<IReadOnlySet<string>> InsertAsync(IReadOnlyList<InboxArrival> batch, CancellationToken cancellation);

    /// <summary>True when the database as a whole did not take it, so that trying row by row is pointless.</summary>
    bool IsAway(Exception failure);
}
