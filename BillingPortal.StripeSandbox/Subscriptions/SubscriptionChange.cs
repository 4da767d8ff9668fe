using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>What a request wants a subscription to become, and how the difference is billed. Nothing is saved yet.</summary>
internal sealed record SubscriptionChange
{
    public required Subscription Before { get; init; }

    public required Subscription After { get; init; }

    /// <summary>always_invoice, create_prorations or none.</summary>
    public string ProrationBehavior { get; init; } = "create_prorations";

    /// <summary>The second from which the rest of the period is credited and charged.</summary>
    public required long ProrationDate { get; init; }

    /// <summary>A new period begins now.</summary>
    public bool AnchorNow { get; init; }

    public bool EndsTrial { get; init; }

    public CollectionTerms Terms { get; init; } = new();

    /// <summary>One-time prices that come with the change.</summary>
    public List<AddedCharge> Charges { get; init; } = [];

    /// <summary>Reads how to bill: the parameters that the update of a subscription, those of its items and a preview share.</summary>
    public static SubscriptionChange Read(Call call, Parameters parameters, Subscription before, Subscription after)
    {
        var anchor = parameters.Choice("billing_cycle_anchor", "now", "unchanged");
        if (anchor == "now" && parameters.Has("proration_date"))
        {
            throw StripeError.Invalid("You cannot specify `proration_date` when `billing_cycle_anchor=now`.", parameters.Name("proration_date"), validation: false);
        }

        return new SubscriptionChange
        {
            Before = before,
            After = after,
            ProrationBehavior = parameters.Choice("proration_behavior", "always_invoice", "create_prorations", "none") ?? "create_prorations",
            ProrationDate = DateOf(call, parameters, before),
            AnchorNow = anchor == "now",
            EndsTrial = parameters.Text("trial_end") == "now" && before.Status == "trialing",
            Terms = new CollectionTerms
            {
                PaymentBehavior = parameters.Choice("payment_behavior", "allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete") ?? "allow_incomplete",
                Present = parameters.Flag("off_session") != true,
            },
        };
    }

    private static long DateOf(Call call, Parameters parameters, Subscription before)
    {
        if (parameters.Integer("proration_date") is not { } date)
        {
            return call.Now;
        }

        return !before.IsBilled || (date >= before.PeriodStart && date <= before.PeriodEnd) ? date : throw StripeError.Invalid(
            "Invalid timestamp passed in `proration_date`: must be within the current period of the subscription.", parameters.Name("proration_date"), validation: false);
    }
}
