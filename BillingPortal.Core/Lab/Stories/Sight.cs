using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>An invoice in the portal, newest first.</summary>
public sealed record SeenInvoice(string Id, string Status, string? Reason, Money Total, int Attempts, IReadOnlyList<long> LineAmounts);

/// <summary>A charge in the portal with what was given back of it.</summary>
public sealed record SeenCharge(string Id, string Status, string? FailureCode, Money Amount, Money Refunded, bool Disputed, IReadOnlyList<string> Refunds);

/// <summary>What can be seen after a step: the portal's own answers, Stripe's subscription beside them, and the events that came.</summary>
public sealed record Sight
{
    public required Cast Cast { get; init; }

    /// <summary>The story's clock.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>What the portal shows; null when it knows of no subscription.</summary>
    public SubscriptionView? Subscription { get; init; }

    /// <summary>The plan whose features the organization may use.</summary>
    public required PlanCode Access { get; init; }

    public required long Seats { get; init; }

    public DateTimeOffset? NextPaymentAttempt => Subscription?.NextPaymentAttempt;

    public required IReadOnlyList<SeenInvoice> Invoices { get; init; }

    public required IReadOnlyList<SeenCharge> Charges { get; init; }

    /// <summary>Kinds of all mails so far.</summary>
    public required IReadOnlyList<string> Mails { get; init; }

    /// <summary>Actions of the audit log so far, oldest first.</summary>
    public required IReadOnlyList<string> Audit { get; init; }

    /// <summary>The same subscription at Stripe.</summary>
    public Wire.Subscription? AtStripe { get; init; }

    /// <summary>Events of this step, as Stripe made them.</summary>
    public required IReadOnlyList<SeenEvent> Events { get; init; }

    /// <summary>The last refusal that an act met, such as a declined card.</summary>
    public string? Refusal { get; init; }

    /// <summary>How often the story's own faults have struck.</summary>
    public int FaultHits { get; init; }

    public BillingInterval? Interval => Subscription?.Interval;
}

/// <summary>An event of Stripe and what became of it on its way to the portal.</summary>
/// <param name="Fate">processed, ignored, waiting (for a retry), held (by a fault) or lost.</param>
public sealed record SeenEvent(string Id, string Type, string Fate);
