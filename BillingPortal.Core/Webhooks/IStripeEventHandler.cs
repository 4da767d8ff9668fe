using BillingPortal.Core.Data;

namespace BillingPortal.Core.Webhooks;

/// <summary>
/// Does what one event type asks for, as pure database code: it never calls Stripe, saves, sends or retries. The processor gives it the
/// object as Stripe has it now and commits its changes together with the event's own row.
/// </summary>
/// <typeparam name="TObject">The wire record of the re-fetched object.</typeparam>
public interface IStripeEventHandler<TObject>
    where TObject : class
{
    ValueTask HandleAsync(StripeChange<TObject> change, BillingDb db, CancellationToken cancellation);
}

/// <summary>What happened: the event that hinted at it, and the object as Stripe has it now.</summary>
/// <param name="Object">Re-fetched; for a deleted object the event's payload.</param>
/// <param name="Deleted">The object is gone at Stripe.</param>
/// <param name="FetchedAt">When the object was read: a projection never goes back behind a later read.</param>
public sealed record StripeChange<TObject>(string EventId, string EventType, DateTimeOffset EventCreated, TObject Object, bool Deleted, DateTimeOffset FetchedAt)
    where TObject : class
{
    /// <summary>How the audit log names this cause.</summary>
    public string Actor => $"stripe:{EventId}";
}
