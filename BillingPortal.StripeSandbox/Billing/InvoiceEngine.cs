using BillingPortal.StripeSandbox.Credits;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>An invoice's life: drafted, finalized with number and payment, then paid, voided or given up.</summary>
internal static class InvoiceEngine
{
    /// <summary>A draft that finalizes itself waits this long, so that receivers of invoice.created can still add to it.</summary>
    public const long DraftSeconds = 60 * 60;

    /// <summary>Makes a draft from a blank that says what it is for; lines and customer details are filled in here.</summary>
    public static Invoice Draft(Account account, Invoice blank, IEnumerable<InvoiceLine> lines)
    {
        var customer = account.Get<Customer>(blank.Customer);
        var draft = WithLines(account, InvoiceInheritance.Of(account, blank with { TestClock = customer.TestClock }), [.. lines.Select(line => line with { Invoice = blank.Id })]);
        if (customer.Currency is null)
        {
            account.Update("customer.updated", customer, customer with { Currency = draft.Currency });
        }

        account.Create("invoice.created", draft);
        DiscountEnd.UseUp(account, draft);
        return draft;
    }

    public static ListOf<InvoiceLine> LinesOf(string invoice, List<InvoiceLine> lines) => new() { Data = lines, Url = $"/v1/invoices/{invoice}/lines" };

    /// <summary>
    /// The same invoice with other lines, and everything that follows from them: discounts, taxes and all sums. A draft shows its customer as
    /// the customer is now. Nothing but this works out what an invoice adds up to.
    /// </summary>
    public static Invoice WithLines(Account account, Invoice invoice, List<InvoiceLine> lines)
    {
        if (invoice.Status != "draft")
        {
            return InvoiceTotals.Of(account, invoice with { AutomaticTax = InvoiceTaxes.StatusOf(invoice) }, lines);
        }

        var shown = account.Find<Customer>(invoice.Customer) is { } customer ? OfCustomer(account, invoice, customer) : invoice;
        return CreditGrants.Foreseen(account, InvoiceTotals.Of(account, shown with { AutomaticTax = InvoiceTaxes.StatusOf(shown) }, CreditGrants.WithoutCredits(lines)));
    }

    /// <summary>
    /// Takes the waiting invoice items of a customer and marks them as being on this invoice. Those of another subscription stay with it; what
    /// an ended one left behind goes onto any invoice.
    /// </summary>
    public static List<InvoiceLine> TakePendingItems(Account account, string customer, string currency, string invoice, string? subscription)
    {
        var lines = new List<InvoiceLine>();
        foreach (var item in account.OwnedBy<InvoiceItem>(customer).Where(item => item.Invoice is null && item.Currency == currency))
        {
            if (item.Parent?.SubscriptionDetails.Subscription is { } bound && bound != subscription && account.Find<Subscription>(bound) is { IsOver: false })
            {
                continue;
            }

            account.Save(item with { Invoice = invoice });
            lines.Insert(0, item.ToLine(invoice));
        }

        return CreditLinks.Resolve(account, invoice, lines);
    }

    /// <summary>Brings the draft to its last sums, gives the number, applies the customer's balance, opens it and asks for payment; nothing due is paid at once.</summary>
    public static Invoice Finalize(Account account, Invoice draft)
    {
        if (draft.Status != "draft")
        {
            throw StripeError.WrongState("This invoice is already finalized, you can't re-finalize a non-draft invoice.", "invoice_not_editable");
        }

        var open = Finalization.Opened(account, draft);
        account.Save(open);
        account.Emit("invoice.finalized", open);
        if (open.AmountDue == 0)
        {
            return MarkPaid(account, open, 0);
        }

        InvoicePayments.Request(account, open);
        return open;
    }

    /// <summary>Settles it with what arrived last, and tells the subscription.</summary>
    /// <param name="account">Whose invoice it is.</param>
    /// <param name="open">The invoice before, with what else changes.</param>
    /// <param name="amount">What arrived, minor units.</param>
    /// <param name="changed">A credit note took the last of it, which is told like a payment.</param>
    public static Invoice MarkPaid(Account account, Invoice open, long amount, bool changed = false)
    {
        var paid = open with
        {
            Status = "paid",
            AmountPaid = open.AmountPaid + amount,
            AmountRemaining = 0,
            Attempted = true,
            NextPaymentAttempt = null,
            StatusTransitions = open.StatusTransitions with { PaidAt = account.Now },
        };
        paid = changed || amount > 0 ? account.Update("invoice.updated", account.Get<Invoice>(open.Id), paid) : account.Save(paid);
        account.Emit("invoice.paid", paid);
        account.Emit("invoice.payment_succeeded", paid);
        SubscriptionLifecycle.InvoiceSettled(account, paid);
        return paid;
    }

    public static Invoice Void(Account account, Invoice invoice)
    {
        var voided = End(account, invoice, "void", invoice.StatusTransitions with { VoidedAt = account.Now });
        CreditGrants.GiveBack(account, voided);
        InvoiceBalance.Unapply(account, voided);
        account.Emit("invoice.voided", voided);
        SubscriptionLifecycle.InvoiceVoided(account, voided);
        return voided;
    }

    public static Invoice MarkUncollectible(Account account, Invoice invoice)
    {
        var given = End(account, invoice, "uncollectible", invoice.StatusTransitions with { MarkedUncollectibleAt = account.Now });
        account.Emit("invoice.marked_uncollectible", given);
        return given;
    }

    /// <summary>The clock reached a draft's finalization, an open invoice's next attempt, or the day by which a mailed one was to be paid.</summary>
    public static void Wake(Account account, Invoice invoice)
    {
        switch (invoice)
        {
            case { Status: "open", CollectionMethod: "send_invoice" } when account.Now < invoice.DueDate:
                account.Emit("invoice.will_be_due", account.Save(invoice with { ToldDueSoon = true }));
                break;
            case { Status: "open", CollectionMethod: "send_invoice" }:
                account.Emit("invoice.overdue", invoice);
                Dunning.Overdue(account, invoice);
                break;
            case { Status: "open", AttemptCount: > 0 }:
                Dunning.Retry(account, invoice);
                break;
            case { Status: "open" }:
                InvoicePayments.Collect(account, invoice, method: null, present: false, scheduled: true);
                break;
            default:
                Advance(account, Finalize(account, Finalization.WithoutUnknownTax(account, invoice)));
                break;
        }
    }

    private static void Advance(Account account, Invoice finalized)
    {
        if (finalized is { Status: "open", CollectionMethod: "charge_automatically" })
        {
            InvoicePayments.Collect(account, finalized, method: null, present: false, scheduled: true);
        }
        else if (finalized is { Status: "open", CollectionMethod: "send_invoice" })
        {
            account.Emit("invoice.sent", finalized);
        }
    }

    private static Invoice OfCustomer(Account account, Invoice draft, Customer customer) => draft with
    {
        CustomerAddress = customer.Address, CustomerEmail = customer.Email, CustomerName = customer.Name, CustomerPhone = customer.Phone,
        CustomerShipping = customer.Shipping, CustomerTaxExempt = customer.TaxExempt, CustomerTaxIds = TaxIds.Shown(account, customer.Id),
    };

    private static Invoice End(Account account, Invoice invoice, string status, InvoiceStatusTransitions transitions)
    {
        if (invoice.Status is not ("open" or "uncollectible"))
        {
            throw StripeError.WrongState($"You can only pass in open invoices. This invoice isn't open.", "invoice_not_editable");
        }

        if (status == "void")
        {
            InvoicePayments.Cancel(account, invoice);
        }

        return account.Update("invoice.updated", invoice, invoice with { Status = status, NextPaymentAttempt = null, StatusTransitions = transitions });
    }
}
