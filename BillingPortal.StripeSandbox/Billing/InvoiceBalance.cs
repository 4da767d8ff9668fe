using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Settles a finalized invoice with the customer's balance, and takes that back when the invoice is voided.</summary>
internal static class InvoiceBalance
{
    /// <summary>
    /// Credit lowers what is due, debt raises it, and a negative total becomes credit. What is left and too small to be charged waits as debt
    /// for a later invoice; what is too large to be charged cannot be finalized.
    /// </summary>
    public static Invoice Apply(Account account, Invoice draft)
    {
        var start = account.Get<Customer>(draft.Customer).Balance;
        var due = Math.Max(draft.Total + start, 0);
        if (due > Currencies.MaximumCharge)
        {
            throw StripeError.WrongState(
                $"Amount must be no more than {MoneyText.Of(Currencies.MaximumCharge, draft.Currency)}; this invoice asks for {MoneyText.Of(due, draft.Currency)}.", "amount_too_large");
        }

        var end = draft.Total + start - due;
        Move(account, draft, end - start, "applied_to_invoice");
        if (due > 0 && due < Currencies.MinimumCharge(draft.Currency))
        {
            Move(account, draft, due, "invoice_too_small");
            (end, due) = (end + due, 0);
        }

        return draft with { StartingBalance = start, EndingBalance = end, AmountDue = due, AmountRemaining = due };
    }

    /// <summary>A voided invoice gives back the credit that it used, and takes back the credit that it gave.</summary>
    public static void Unapply(Account account, Invoice voided)
    {
        if (voided.EndingBalance is { } end)
        {
            Move(account, voided, voided.StartingBalance - end, "unapplied_from_invoice");
        }
    }

    private static void Move(Account account, Invoice invoice, long amount, string type)
    {
        if (amount != 0)
        {
            CustomerBalance.Move(account, account.Get<Customer>(invoice.Customer), amount, type, invoice.Currency, invoice.Id);
        }
    }
}
