namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Stripe's decline codes, one row each: what the error says, what it advises, and whether trying again can help.</summary>
internal static class Declines
{
    private const string Declined = "Your card was declined.";
    private const string Unsupported = "Your card does not support this type of purchase.";
    private const string Later = "try_again_later";
    private const string Never = "do_not_try_again";
    private const string CheckData = "confirm_card_data";

    /// <summary>Hard ones are those after which Stripe makes no further attempt on the same card.</summary>
    private static readonly Decline[] Rows =
    [
        new("card_declined", "generic_decline", Declined, Later, "01"),
        new("card_declined", "insufficient_funds", "Your card has insufficient funds.", Later, "51"),
        new("card_declined", "lost_card", Declined, Never, "41", IsHard: true),
        new("card_declined", "stolen_card", Declined, Never, "43", IsHard: true),
        new("card_declined", "pickup_card", Declined, Never, "04", IsHard: true),
        new("card_declined", "card_velocity_exceeded",
            "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.", Later, "61"),
        new("card_declined", "withdrawal_count_limit_exceeded", Declined, Later, "65"),
        new("card_declined", "fraudulent", Declined, Never, "59"),
        new("card_declined", "do_not_honor", Declined, Later, "05"),
        new("card_declined", "call_issuer", Declined, Later, "02"),
        new("card_declined", "try_again_later", Declined, Later, "19"),
        new("card_declined", "issuer_not_available", Declined, Later, "91"),
        new("card_declined", "reenter_transaction", Declined, Later, "19"),
        new("card_declined", "no_action_taken", Declined, Later, "21"),
        new("card_declined", "approve_with_id", Declined, Later, "08"),
        new("card_declined", "not_permitted", Declined, Later, "57"),
        new("card_declined", "service_not_allowed", Declined, Later, "63"),
        new("card_declined", "security_violation", Declined, Later, "63"),
        new("card_declined", "restricted_card", Declined, Never, "62"),
        new("card_declined", "stop_payment_order", Declined, Never, "R0"),
        new("card_declined", "revocation_of_authorization", Declined, Never, "R1", IsHard: true),
        new("card_declined", "revocation_of_all_authorizations", Declined, Never, "R3", IsHard: true),
        new("card_declined", "transaction_not_allowed", Unsupported, Never, "57", IsHard: true),
        new("card_declined", "card_not_supported", Unsupported, Never, "57"),
        new("card_declined", "currency_not_supported", "Your card does not support this currency.", Never, "12"),
        new("card_declined", "invalid_account", Declined, CheckData, "14"),
        new("card_declined", "new_account_information_available", Declined, CheckData, "14"),
        new("card_declined", "invalid_amount", Declined, CheckData, "13"),
        new("card_declined", "duplicate_transaction", Declined, Never, "94"),
        new("expired_card", "expired_card", "Your card has expired.", CheckData, "54", "exp_month"),
        new("incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect.", CheckData, "N7", "cvc"),
        new("incorrect_number", "incorrect_number", "Your card number is incorrect.", CheckData, "14", "number", IsHard: true),
        new("incorrect_zip", "incorrect_zip", "The zip code you supplied failed validation.", CheckData, "14", "address_zip"),
        new("processing_error", "processing_error", "An error occurred while processing your card. Try again in a little bit.", Later, "96"),
        new("authentication_required", "authentication_required", "Your card was declined. This transaction requires authentication.", null, "1A", IsHard: true),
    ];

    private static readonly Dictionary<string, Decline> ByCode = Rows.ToDictionary(row => row.DeclineCode!);

    public static IReadOnlyCollection<string> Codes => ByCode.Keys;

    public static Decline Of(string declineCode) => ByCode[declineCode];

    public static Decline? Find(string declineCode) => ByCode.GetValueOrDefault(declineCode);
}
