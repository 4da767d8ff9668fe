using System.Text;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using Microsoft.Extensions.Logging;

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
public sealed class WebhookReceiver(InboxIntake intake, EventAdmission admission, WebhookOptions options, TimeProvider time, ILogger<WebhookReceiver> logger)
{
    private readonly IReadOnlyList<string> secrets = options.AllSecrets();
    private readonly TimeSpan tolerance = TimeSpan.FromSeconds(options.ToleranceSeconds);

    /// <param name="body">The raw bytes as they came: the signature covers exactly these. Not used after the returned task has ended.</param>
    public async Task<WebhookReceipt> ReceiveAsync(ReadOnlyMemory<byte> body, string? signatureHeader, CancellationToken cancellation)
    {
        BillingMetrics.WebhookReceived.Add(1);
        var now = time.GetUtcNow();
        var verdict = WebhookSignature.Verify(body.Span, signatureHeader, secrets, now, tolerance);
        if (verdict != SignatureVerdict.Valid)
        {
            BillingMetrics.WebhookInvalidSignature.Add(1);
            logger.LogWarning("Stripe webhook refused: {Verdict}", verdict);
            return verdict == SignatureVerdict.TimestampOutOfTolerance ? WebhookReceipt.TimestampOutOfTolerance : WebhookReceipt.InvalidSignature;
        }

        if (EventHead.Read(body.Span) is not { } head)
        {
            logger.LogWarning("Stripe webhook refused: its signature is valid, but it is not an event");
            return WebhookReceipt.InvalidPayload;
        }

        var mismatch = ReleaseTrain.Mismatch(head.ApiVersion);
        var arrival = new InboxArrival(head, Encoding.UTF8.GetString(body.Span), now, admission.ReasonToIgnore(head.Type), mismatch);
        var receipt = await intake.StoreAsync(arrival, cancellation) switch
        {
            IntakeResult.Duplicate => WebhookReceipt.Duplicate,
            IntakeResult.NotStored => WebhookReceipt.NotStored,
            _ => arrival.Status == InboxStatus.Ignored ? WebhookReceipt.Ignored : WebhookReceipt.Queued,
        };
        Report(receipt, arrival);
        return receipt;
    }

    private void Report(WebhookReceipt receipt, InboxArrival arrival)
    {
        var head = arrival.Head;
        var type = new KeyValuePair<string, object?>(BillingMetrics.EventTypeTag, head.Type);
        switch (receipt)
        {
            case WebhookReceipt.Queued:
                BillingMetrics.WebhookQueued.Add(1, type);
                logger.LogInformation("Stripe webhook accepted and queued: {EventId} {EventType} of {CustomerId}", head.Id, head.Type, head.GroupKey);
                break;
            case WebhookReceipt.Duplicate:
                BillingMetrics.WebhookDuplicate.Add(1, type);
                logger.LogInformation("Stripe webhook was received before: {EventId} {EventType} of {CustomerId}", head.Id, head.Type, head.GroupKey);
                return;
            case WebhookReceipt.Ignored:
                BillingMetrics.WebhookIgnored.Add(1, type);
                logger.LogInformation("Stripe webhook stored as ignored: {EventId} {EventType}. {Reason}", head.Id, head.Type, arrival.IgnoredBecause);
                break;
            default:
                return;
        }

        if (arrival.VersionNote is null)
            return;
        BillingMetrics.WebhookVersionMismatch.Add(1, type);
        logger.LogWarning("Stripe webhook {EventId} {EventType} comes from another API version: {Note} The object is read again with ours", head.Id, head.Type, arrival.VersionNote);
    }
}
