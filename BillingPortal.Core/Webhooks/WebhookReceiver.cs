namespace BillingPortal.Core.Webhooks;

/// <summary>What became of one delivery; the endpoint maps it to HTTP.</summary>
public enum WebhookReceipt
{
    Queued,
    Duplicate,
    Ignored,
    InvalidSignature,
    TimestampOutOfTolerance,
    InvalidPayload,

    /// <summary>Not stored: the database did not take it. Stripe must send again.</summary>
    NotStored,
}

/// <summary>First station of a webhook: verify, filter, store, commit. Concurrent deliveries share one commit.</summary>
public sealed class WebhookReceiver
{
    /// <param name="body">The raw bytes as they came: the signature covers exactly these.</param>
    public Task<WebhookReceipt> ReceiveAsync(ReadOnlyMemory<byte> body, string? signatureHeader, CancellationToken cancellation) => throw new NotImplementedException();
}
