using BillingPortal.Core.Customers;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions;

/// <summary>The checkout's calls to Stripe: what a session looks like, and how it is read back.</summary>
public sealed class CheckoutSessions(StripeClient stripe)
{
    /// <summary>Metadata can be set by API only, unlike client_reference_id, which a payment link takes from its address.</summary>
    public const string AttemptKey = "attempt";

    internal static readonly string[] Expansions = ["subscription", "subscription.latest_invoice", "subscription.default_payment_method"];

    /// <summary>The same attempt gives the same session, however often it is asked for.</summary>
    public Task<Wire.CheckoutSession> CreateAsync(CheckoutAttempt attempt, CancellationToken cancellation)
    {
        var intent = CheckoutIntent.FromJson(attempt.IntentJson);
        var marks = new Dictionary<string, string> { [OrganizationLookup.MetadataKey] = intent.Organization.Value, ["plan"] = intent.Plan.Value };
        var parameters = new CheckoutSessionCreate
        {
            Mode = "subscription",
            Customer = attempt.CustomerId,
            ClientReferenceId = intent.Organization.Value,
            SuccessUrl = intent.SuccessUrl,
            CancelUrl = intent.CancelUrl,
            LineItems = [new CheckoutLineItem(intent.Price, intent.Quantity)],
            SubscriptionData = new CheckoutSubscriptionData
            {
                TrialPeriodDays = intent.TrialDays,
                TrialSettings = intent.TrialDays is not null && intent.MissingPaymentMethod is { } word ? new TrialSettings(new TrialEndBehavior(word)) : null,
                Metadata = marks,
            },
            PaymentMethodCollection = "always", // a trial asks for the card, too: its end must not surprise anybody
            AllowPromotionCodes = true,
            AutomaticTax = intent.AutomaticTax ? new CheckoutAutomaticTax(true) : null,
            CustomerUpdate = intent.AutomaticTax ? new CheckoutCustomerUpdate { Address = "auto", Name = "auto" } : null,
            Metadata = new Dictionary<string, string>(marks) { [AttemptKey] = attempt.Id },
        };
        return stripe.CreateCheckoutSessionAsync(parameters, IdempotencyKey.For("checkout", attempt.Id), cancellation);
    }

    public Task<Wire.CheckoutSession> ReadAsync(CheckoutSessionId session, CancellationToken cancellation) =>
        stripe.GetCheckoutSessionAsync(session, cancellation, Expansions);

    /// <summary>Closes a session that must not be paid any more. False when it was paid or expired meanwhile: then the caller looks again at what there is.</summary>
    public async Task<bool> CloseAsync(CheckoutSessionId session, CancellationToken cancellation)
    {
        try
        {
            await stripe.ExpireCheckoutSessionAsync(session, IdempotencyKey.For("checkout_expire", session.Value), cancellation);
            return true;
        }
        catch (StripeException settled) when (settled.Failure is StripeFailure.InvalidRequest or StripeFailure.NotFound)
        {
            return false;
        }
    }
}
