using BillingPortal.Core.Data;

namespace BillingPortal.Core.Notifications;

/// <summary>Writes mails in the caller's transaction, so that a change and its mail are one, and wakes the sender after the commit.</summary>
public sealed class Outbox(TimeProvider time)
{
    /// <summary>Adds the notice unless its once-key exists. Call inside the transaction of the change; saving is the caller's.</summary>
    public Task EnqueueAsync(BillingDb db, Notice notice, CancellationToken cancellation) => throw new NotImplementedException(time.ToString());
}
