namespace BillingPortal.Core.Customers;

/// <summary>Says in plain words why a card was refused, and what its holder can do. Codes: https://docs.stripe.com/declines/codes</summary>
public static class DeclineWords
{
    private const string AskTheBank = "Your bank refused the payment without saying why. Please ask it, or pay with another card.";

    private static readonly Dictionary<string, string> ByCode = new(StringComparer.Ordinal)
    {
        ["insufficient_funds"] = "There was not enough money on the card. Please try again later, or pay with another card.",
        ["expired_card"] = "The card has expired. Please pay with another card.",
        ["incorrect_cvc"] = "The security code of the card was not right. Please enter the card again.",
        ["invalid_cvc"] = "The security code of the card was not right. Please enter the card again.",
        ["incorrect_number"] = "The card number was not right. Please enter the card again.",
        ["invalid_number"] = "The card number was not right. Please enter the card again.",
        ["incorrect_zip"] = "The postal code does not belong to the card. Please enter the card again.",
        ["processing_error"] = "Something went wrong on the way to your bank. Please try again in a few minutes.",
        ["issuer_not_available"] = "Your bank could not be reached. Please try again in a few minutes.",
        ["try_again_later"] = "Your bank could not answer just now. Please try again later.",
        ["card_velocity_exceeded"] = "The card has reached its limit. Please try again later, or pay with another card.",
        ["withdrawal_count_limit_exceeded"] = "The card has reached its limit. Please try again later, or pay with another card.",
        ["currency_not_supported"] = "The card cannot pay in this currency. Please pay with another card.",
        ["card_not_supported"] = "The card cannot be used for this kind of payment. Please pay with another card.",
        ["authentication_required"] = "Your bank wants you to confirm the payment. Please confirm it here.",
        ["authentication_not_handled"] = "Your bank wants you to confirm the payment. Please confirm it here.",
        ["payment_intent_authentication_failure"] = "The payment was not confirmed with your bank. Please try again, or pay with another card.",
    };

    /// <summary>Never repeats a code such as <c>stolen_card</c>: whoever holds the card shall hear that from the bank.</summary>
    /// <param name="code">Stripe's error code.</param>
    /// <param name="declineCode">The bank's reason, which says more where there is one.</param>
    public static string For(string? code, string? declineCode) =>
        (declineCode is not null ? ByCode.GetValueOrDefault(declineCode) : null) ?? (code is not null ? ByCode.GetValueOrDefault(code) : null) ?? AskTheBank;
}
