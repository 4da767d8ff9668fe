using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Which parts the page of a session has.</summary>
internal static class CheckoutParts
{
    public static string? EmailOf(Account account, CheckoutSession session) => session.CustomerEmail ?? account.Find<Customer>(session.Customer)?.Email;

    public static bool AsksAddress(CheckoutSession session) => session.BillingAddressCollection == "required" || session.AutomaticTax.Enabled;

    /// <summary>Where nothing is due and the session does not insist, no card is asked for.</summary>
    public static bool AsksCard(CheckoutSession session) => session.Mode == "setup" || session.AmountTotal is > 0 || session.PaymentMethodCollection == "always";

    /// <summary>The cards of a known customer that may be shown again.</summary>
    public static List<PaymentMethod> SavedCards(Account account, CheckoutSession session)
    {
        if (session.Customer is not { } customer || session.Mode == "setup")
        {
            return [];
        }

        var shown = session.SavedPaymentMethodOptions?.AllowRedisplayFilters ?? ["always"];
        return [.. account.OwnedBy<PaymentMethod>(customer).Where(card => shown.Contains(card.AllowRedisplay))];
    }
}
