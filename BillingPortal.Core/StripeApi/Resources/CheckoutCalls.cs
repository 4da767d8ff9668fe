using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.StripeApi.Resources;

/// <summary>Parameters of POST /v1/checkout/sessions for Stripe's hosted page.</summary>
public sealed record CheckoutSessionCreate
{
    /// <summary><c>subscription</c>, <c>payment</c> or <c>setup</c>.</summary>
    public required string Mode { get; init; }

    public CustomerId? Customer { get; init; }

    public CheckoutCustomerUpdate? CustomerUpdate { get; init; }

    public string? ClientReferenceId { get; init; }

    /// <summary>May hold <c>{CHECKOUT_SESSION_ID}</c>, which Stripe fills in.</summary>
    public required string SuccessUrl { get; init; }

    public string? CancelUrl { get; init; }

    public IReadOnlyList<CheckoutLineItem>? LineItems { get; init; }

    public CheckoutSubscriptionData? SubscriptionData { get; init; }

    /// <summary><c>always</c>, or <c>if_required</c> for trials without a card.</summary>
    public string? PaymentMethodCollection { get; init; }

    public bool? AllowPromotionCodes { get; init; }

    public CheckoutAutomaticTax? AutomaticTax { get; init; }

    public CheckoutTaxIdCollection? TaxIdCollection { get; init; }

    /// <summary><c>auto</c> or <c>required</c>.</summary>
    public string? BillingAddressCollection { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

public sealed record CheckoutLineItem(PriceId Price, long Quantity);

/// <summary>What Checkout may write back to the customer: <c>auto</c> or <c>never</c>.</summary>
public sealed record CheckoutCustomerUpdate
{
    public string? Address { get; init; }

    public string? Name { get; init; }
}

public sealed record CheckoutAutomaticTax(bool Enabled);

public sealed record CheckoutTaxIdCollection(bool Enabled);

public sealed record CheckoutSubscriptionData
{
    public int? TrialPeriodDays { get; init; }

    public TrialSettings? TrialSettings { get; init; }

    public string? Description { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

public sealed record TrialSettings(TrialEndBehavior EndBehavior);

/// <param name="MissingPaymentMethod"><c>cancel</c>, <c>create_invoice</c> or <c>pause</c>.</param>
public sealed record TrialEndBehavior(string MissingPaymentMethod);

/// <summary>Checkout sessions at Stripe.</summary>
public static class CheckoutCalls
{
    extension(StripeClient stripe)
    {
        public Task<CheckoutSession> CreateCheckoutSessionAsync(CheckoutSessionCreate parameters, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<CheckoutSession>("/v1/checkout/sessions", parameters, key, cancellation);

        public Task<CheckoutSession> GetCheckoutSessionAsync(CheckoutSessionId session, CancellationToken cancellation, params IReadOnlyList<string> expand) =>
            stripe.GetAsync<CheckoutSession>($"/v1/checkout/sessions/{session}", Expansion.Of(expand), cancellation);

        /// <summary>Closes an open session, so that it can no longer be paid.</summary>
        public Task<CheckoutSession> ExpireCheckoutSessionAsync(CheckoutSessionId session, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<CheckoutSession>($"/v1/checkout/sessions/{session}/expire", null, key, cancellation);
    }
}
