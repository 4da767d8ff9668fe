using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>The two paths by which Stripe's CLI completes a session without a browser.</summary>
internal static class PaymentPages
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/v1/payment_pages/{id}", call => CheckoutRoutes.Find(call));
        routes.Post("/v1/payment_pages/{id}/confirm", Confirm);
    }

    private static CheckoutSession Confirm(Call call)
    {
        var session = CheckoutRoutes.Find(call);
        var method = PaymentMethods.ResolveOptional(call, call.Parameters, "payment_method") ?? throw StripeError.MissingParameter("payment_method");
        if (call.Parameters.Integer("expected_amount") is { } expected && expected != (session.AmountTotal ?? 0))
        {
            throw StripeError.WrongState("The expected amount is not the session's amount.", "checkout_amount_mismatch", "expected_amount");
        }

        var billing = method.BillingDetails;
        var outcome = CheckoutCompletion.Complete(call.Account, session, new Buyer(method, billing.Email, billing.Name, billing.Address));
        if (outcome.NeedsAuthentication)
        {
            throw new StripeError(402, new ErrorBody
            {
                Type = "card_error", Code = "authentication_required", Message = "This card requires authentication, which only the hosted page can do.",
            });
        }

        return outcome.Declined is { } error
            ? throw new StripeError(402, new ErrorBody { Type = "card_error", Code = error.Code, DeclineCode = error.DeclineCode, Message = error.Message }) { KeepsWork = true }
            : outcome.Session;
    }
}
