namespace BillingPortal.Core.StripeApi;

/// <summary>
/// The key of one intent (at most 255 characters). Derived from what the user meant, never from the attempt: whoever repeats the intent
/// repeats the key, and Stripe answers with the first result. https://docs.stripe.com/api/idempotent_requests
/// </summary>
public readonly record struct IdempotencyKey(string Value)
{
    public override string ToString() => Value;
}
