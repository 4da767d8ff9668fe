using System.Diagnostics.Metrics;

namespace BillingPortal.Core.Primitives;

/// <summary>The catalogue of what the portal measures: every name, unit and meaning in one place, all on one meter.</summary>
public static class BillingMetrics
{
    public const string MeterName = "BillingPortal";

    public const string EventTypeTag = "event.type";
    public const string KindTag = "notice.kind";
    public const string ReasonTag = "reason";
    public const string ChangeKindTag = "change.kind";

    private static readonly Meter Meter = new(MeterName);

    public static readonly Counter<long> WebhookReceived = Meter.CreateCounter<long>("stripe.webhook.received", "{event}", "Deliveries that came in, good or bad");
    public static readonly Counter<long> WebhookQueued = Meter.CreateCounter<long>("stripe.webhook.queued", "{event}", "Events stored for processing");
    public static readonly Counter<long> WebhookDuplicate = Meter.CreateCounter<long>("stripe.webhook.duplicate", "{event}", "Deliveries of events that were stored before");
    public static readonly Counter<long> WebhookInvalidSignature = Meter.CreateCounter<long>("stripe.webhook.invalid_signature", "{event}", "Deliveries refused for their signature or its age");
    public static readonly Counter<long> WebhookIgnored = Meter.CreateCounter<long>("stripe.webhook.ignored", "{event}", "Events stored as ignored: type unknown or not on the allow-list");
    public static readonly Counter<long> WebhookProcessed = Meter.CreateCounter<long>("stripe.webhook.processed", "{event}", "Events whose handlers ran and committed");
    public static readonly Counter<long> WebhookFailed = Meter.CreateCounter<long>("stripe.webhook.failed", "{attempt}", "Attempts at an event that failed, also those retried later");
    public static readonly Counter<long> WebhookVersionMismatch = Meter.CreateCounter<long>("stripe.webhook.version_mismatch", "{event}", "Events of another release train than the one we pin");

    public static readonly Counter<long> SubscriptionPreview = Meter.CreateCounter<long>("stripe.subscription.preview", "{quote}", "Plan changes that were priced and shown");

    public static readonly Counter<long> SubscriptionReconcileRun = Meter.CreateCounter<long>("stripe.subscription.reconcile.run", "{run}", "Runs of the job that makes planned changes come true");
    public static readonly Counter<long> DowngradeApplied = Meter.CreateCounter<long>("stripe.subscription.downgrade.applied", "{change}", "Planned changes that were made before their period ended");

    public static readonly Counter<long> EmailSent = Meter.CreateCounter<long>("billing.email.sent", "{mail}", "Mails that the mail system took");
    public static readonly Counter<long> EmailFailed = Meter.CreateCounter<long>("billing.email.failed", "{attempt}", "Attempts at a mail that failed, also those retried later");

    public static readonly Histogram<double> InboxAge = Meter.CreateHistogram<double>("billing.inbox.age", "s", "From receiving an event to its committed processing");
}
