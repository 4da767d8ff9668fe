namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Why a payment is refused, in Stripe's codes and words. <see cref="Declines"/> has them all; the network codes are ISO 8583's.</summary>
/// <param name="Code">The error's code, and the charge's failure_code.</param>
/// <param name="DeclineCode">The bank's reason; null when there was no bank to ask.</param>
/// <param name="Message">What the cardholder may read.</param>
/// <param name="AdviceCode">confirm_card_data, do_not_try_again or try_again_later.</param>
/// <param name="NetworkDeclineCode">The two characters that the card network answered.</param>
/// <param name="Param">The field to type again, when the card's data is wrong.</param>
/// <param name="BlockedBy">Why Radar refused without asking a bank: highest_risk_level or rule.</param>
/// <param name="IsHard">No later attempt on the same card will succeed, so none is made.</param>
internal sealed record Decline(string Code, string? DeclineCode, string Message, string? AdviceCode = null, string? NetworkDeclineCode = null,
    string? Param = null, string? BlockedBy = null, bool IsHard = false)
{
    public static Decline Generic => Declines.Of("generic_decline");

    /// <summary>Radar's answer to the highest risk.</summary>
    public static Decline TooRisky { get; } = new("card_declined", "fraudulent", "Your card was declined.", BlockedBy: "highest_risk_level", IsHard: true);

    public static Decline NotATestCard { get; } = new("card_declined", "test_mode_live_card",
        "Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.");

    public static Decline AuthenticationRequired => Declines.Of("authentication_required");

    /// <summary>The holder could not prove who they are; no bank was asked.</summary>
    public static Decline AuthenticationFailed { get; } = new("payment_intent_authentication_failure", null,
        "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.");

    /// <summary>The merchant asked for an error where the holder would have been asked to authenticate.</summary>
    public static Decline ActionNotHandled { get; } = new("authentication_required", "authentication_not_handled",
        "This payment required an authentication action to complete, but `error_on_requires_action` was set.");

    public static Decline SetupAuthenticationFailed { get; } = new("setup_intent_authentication_failure", null,
        "The latest attempt to set up the payment method has failed because authentication failed.");
}
