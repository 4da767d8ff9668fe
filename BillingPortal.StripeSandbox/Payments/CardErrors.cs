using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Turns what a bank said into the 402 that Stripe answers with. The declined attempt stays on record, so the work is kept although the answer is an error.</summary>
internal static class CardErrors
{
    public static StripeError Of(PaymentError error, PaymentIntent? intent = null, SetupIntent? setup = null, bool keepsWork = true) => new(402, new ErrorBody
    {
        Type = error.Type, Code = error.Code, DeclineCode = error.DeclineCode, AdviceCode = error.AdviceCode, Message = error.Message, Param = error.Param,
        NetworkDeclineCode = error.NetworkDeclineCode, Charge = error.Charge, PaymentMethod = error.PaymentMethod, PaymentIntent = intent, SetupIntent = setup,
    }) { KeepsWork = keepsWork };

    /// <summary>Refused before anything was made of it.</summary>
    public static StripeError Of(Decline decline, PaymentMethod? method = null) => Of(PaymentError.Of(decline, method), keepsWork: false);
}
