using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Portal;

/// <summary>Stripe's customer portal session: a key to the hosted portal for one customer, perhaps for one task only.</summary>
internal sealed record PortalSession : StripeObject
{
    public override string Object => "billing_portal.session";

    [Expandable]
    public required string Configuration { get; init; }

    public required string Customer { get; init; }

    public string? CustomerAccount => null;

    public PortalFlow? Flow { get; init; }

    public bool Livemode => false;

    public string? Locale { get; init; }

    public string? OnBehalfOf => null;

    public string? ReturnUrl { get; init; }

    public required string Url { get; init; }

    /// <summary>The task of the flow is done; from then on the session opens the whole portal.</summary>
    [Hidden]
    public bool FlowDone { get; init; }

    public override IEnumerable<string?> Owners => [Customer];
}

/// <summary>The one task that a session was made for, and where it ends.</summary>
internal sealed record PortalFlow
{
    public required PortalAfterCompletion AfterCompletion { get; init; }

    public PortalCancelFlow? SubscriptionCancel { get; init; }

    public PortalUpdateFlow? SubscriptionUpdate { get; init; }

    public PortalConfirmFlow? SubscriptionUpdateConfirm { get; init; }

    public required string Type { get; init; }
}

internal sealed record PortalAfterCompletion
{
    public PortalHostedConfirmation? HostedConfirmation { get; init; }

    public PortalRedirect? Redirect { get; init; }

    public string Type { get; init; } = "portal_homepage";
}

internal sealed record PortalHostedConfirmation(string? CustomMessage);

internal sealed record PortalRedirect(string ReturnUrl);

internal sealed record PortalCancelFlow(PortalRetention? Retention, string Subscription);

internal sealed record PortalRetention(PortalCouponOffer CouponOffer)
{
    public string Type => "coupon_offer";
}

internal sealed record PortalCouponOffer(string Coupon);

internal sealed record PortalUpdateFlow(string Subscription);

internal sealed record PortalConfirmFlow(List<PortalFlowDiscount>? Discounts, List<PortalFlowItem> Items, string Subscription);

internal sealed record PortalFlowDiscount(string? Coupon, string? PromotionCode);

internal sealed record PortalFlowItem
{
    public required string Id { get; init; }

    public string? Price { get; init; }

    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public long? Quantity { get; init; }
}
