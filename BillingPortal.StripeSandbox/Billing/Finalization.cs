using System.Globalization;
using BillingPortal.StripeSandbox.Credits;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Brings a draft to its last sums: the customer as of now, usage as counted, credits, tax, number and balance.</summary>
internal static class Finalization
{
    /// <summary>The invoice as it opens. Refused when the tax cannot be worked out, which the draft then shows.</summary>
    public static Invoice Opened(Account account, Invoice draft)
    {
        draft = Recounted(account, draft);
        if (draft.AutomaticTax is { Enabled: true, Status: "requires_location_inputs" })
        {
            throw Failed(account, draft);
        }

        draft = CreditGrants.Used(account, draft);
        return InvoiceBalance.Apply(account, Numbered(account, draft)) with
        {
            Status = "open",
            AutomaticallyFinalizesAt = null,
            DueDate = draft.CollectionMethod == "send_invoice" ? draft.DueDate ?? account.Now + ((draft.DaysUntilDue ?? 30) * 86_400) : null,
            EffectiveAt = draft.EffectiveAt ?? account.Now,
            HostedInvoiceUrl = new Uri(account.Context.Address, "/i/" + draft.Id).ToString(),
            InvoicePdf = new Uri(account.Context.Address, $"/i/{draft.Id}/pdf").ToString(),
            LastFinalizationError = null,
            StatusTransitions = draft.StatusTransitions with { FinalizedAt = account.Now },
        };
    }

    /// <summary>
    /// Nobody is there to give the missing address when the clock finalizes: Stripe then turns automatic tax off, on the invoice and on its
    /// subscription, and says why.
    /// </summary>
    public static Invoice WithoutUnknownTax(Account account, Invoice draft)
    {
        if (Recounted(account, draft).AutomaticTax is not { Enabled: true, Status: "requires_location_inputs" })
        {
            return draft;
        }

        if (account.Find<Subscription>(draft.Subscription) is { AutomaticTax.Enabled: true } subscription)
        {
            SubscriptionLifecycle.Change(account, subscription, subscription with { AutomaticTax = new SubscriptionAutomaticTax { DisabledReason = "requires_location_inputs" } });
        }

        return account.Update("invoice.updated", draft, InvoiceEngine.WithLines(account, draft with
        {
            AutomaticTax = new InvoiceAutomaticTax { DisabledReason = "finalization_requires_location_inputs" },
        }, draft.Lines.Data));
    }

    private static Invoice Recounted(Account account, Invoice draft) =>
        MeteredLines.Recounted(account, InvoiceEngine.WithLines(account, draft, draft.Lines.Data));

    private static StripeError Failed(Account account, Invoice draft)
    {
        var refusal = SubscriptionTaxes.UnknownPlace();
        var failed = account.Update("invoice.updated", account.Get<Invoice>(draft.Id), draft with
        {
            LastFinalizationError = new FinalizationError(refusal.Body.Code!, refusal.Body.DocUrl!, refusal.Body.Message, refusal.Body.Type),
        });
        account.Emit("invoice.finalization_failed", failed);
        return new StripeError(refusal.Status, refusal.Body) { KeepsWork = true };
    }

    private static Invoice Numbered(Account account, Invoice draft)
    {
        if (draft.Number is not null)
        {
            return draft;
        }

        var customer = account.Get<Customer>(draft.Customer);
        account.Update("customer.updated", customer, customer with { NextInvoiceSequence = customer.NextInvoiceSequence + 1 });
        return draft with { Number = string.Create(CultureInfo.InvariantCulture, $"{customer.InvoicePrefix}-{customer.NextInvoiceSequence:0000}") };
    }
}
