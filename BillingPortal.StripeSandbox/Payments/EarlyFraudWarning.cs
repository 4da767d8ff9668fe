using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Stripe's early fraud warning: the issuer suspects fraud, and a refund now would forestall the dispute.</summary>
internal sealed record EarlyFraudWarning : StripeObject
{
    public override string Object => "radar.early_fraud_warning";

    /// <summary>Something can still be done: the charge is neither refunded nor disputed.</summary>
    public bool Actionable { get; init; } = true;

    [Expandable]
    public required string Charge { get; init; }

    public string FraudType => "unauthorized_use_of_card";

    public bool Livemode => false;

    [Expandable]
    public string? PaymentIntent { get; init; }

    public override IEnumerable<string?> Owners => [Charge, PaymentIntent];
}

/// <summary>Reading the warnings.</summary>
internal static class EarlyFraudWarningRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/v1/radar/early_fraud_warnings", call => Paging.Page(call,
            among: (call.Parameters.Text("charge") ?? call.Parameters.Text("payment_intent")) is { } owner ? call.Account.OwnedBy<EarlyFraudWarning>(owner) : null));
        routes.Get("/v1/radar/early_fraud_warnings/{id}", call => call.FromPath<EarlyFraudWarning>("id", "early fraud warning"));
    }
}
