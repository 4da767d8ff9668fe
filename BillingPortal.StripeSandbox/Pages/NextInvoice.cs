using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Portal;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Says what the next invoice of a subscription will be and when, as the API's preview knows it.</summary>
internal static class NextInvoice
{
    public static string Sentence(PortalView view, Subscription subscription)
    {
        var planned = PlannedChange.Of(view.Account, subscription.Id) is { } change
            ? $"""<p class="plan-next">Changes to {Text(view.Name(view.Account.Get<Price>(change.Price)))} × {change.Quantity} on {Date(subscription.PeriodEnd)}.</p>""" : "";
        return Preview(view, subscription) is { } next
            ? $"""<p class="plan-next">Next invoice: <strong>{Text(MoneyText.Of(next.AmountDue, next.Currency))}</strong> on {Date(subscription.PeriodEnd)}</p>{planned}""" : planned;
    }

    private static Invoice? Preview(PortalView view, Subscription subscription)
    {
        try
        {
            return view.Account.DryRun(() => view.Account.Post<Invoice>("/v1/invoices/create_preview",
                ("subscription", view.Account.Save(PlannedChange.Apply(view.Account, subscription)).Id)));
        }
        catch (StripeError refused) when (refused.Body.Code == "invoice_upcoming_none")
        {
            // A subscription that ends has no next invoice.
            return null;
        }
    }
}
