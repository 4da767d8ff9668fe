using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.CreditNotes;

/// <summary>Issues credit notes and voids them, and carries both to the invoice: what it asks for, what was paid back, and whether it is settled.</summary>
internal static class CreditNoteIssue
{
    public static CreditNote Create(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        var invoice = InvoiceOf(call);
        var notes = account.OwnedBy<CreditNote>(invoice.Id);
        var issued = notes.Where(note => note.Status == "issued").ToList();
        RefuseShipping(parameters);
        // Nobody gets mail from a sandbox.
        parameters.Choice("email_type", "credit_note", "none");
        var id = Ids.New("cn");
        var lines = CreditNoteLines.Read(call, invoice, [.. issued.SelectMany(note => note.Lines.Data)]);
        var note = CreditNoteTotals.Of(new CreditNote
        {
            Id = id, Created = call.Now, Currency = invoice.Currency, Customer = invoice.Customer, Invoice = invoice.Id, TestClock = invoice.TestClock,
            Lines = new ListOf<CreditNoteLine> { Data = lines, Url = $"/v1/credit_notes/{id}/lines" }, Subtotal = 0, Total = 0,
            Number = string.Create(CultureInfo.InvariantCulture, $"{invoice.Number}-CN-{notes.Count + 1:00}"),
            Pdf = new Uri(account.Context.Address, $"/cn/{id}/pdf").ToString(),
            EffectiveAt = parameters.Integer("effective_at") ?? call.Now,
            Memo = parameters.Text("memo"), Metadata = parameters.Metadata(),
            Reason = parameters.Choice("reason", "duplicate", "fraudulent", "order_change", "product_unsatisfactory"),
        });
        var left = invoice.Total - issued.Sum(other => other.Total);
        if (note.Total < 1 || note.Total > left)
        {
            throw StripeError.WrongState(
                $"The credit note amount ({MoneyText.Of(note.Total, note.Currency)}) must be more than zero and at most what has not been credited of the invoice ({MoneyText.Of(Math.Max(left, 0), note.Currency)}).",
                param: parameters.Has("amount") ? "amount" : "lines");
        }

        var before = Math.Min(note.Total, invoice.AmountRemaining);
        note = CreditNoteMoney.GiveBack(call, invoice, note with { PrePaymentAmount = before, PostPaymentAmount = note.Total - before });
        account.Create("credit_note.created", note);
        Lower(account, account.Get<Invoice>(invoice.Id), note);
        return note;
    }

    public static CreditNote Void(Account account, CreditNote note)
    {
        var invoice = account.Get<Invoice>(note.Invoice);
        if (note.Status == "void")
        {
            throw StripeError.WrongState("This credit note is already void.");
        }

        if (invoice.Status != "open" || note.Type != "pre_payment")
        {
            throw StripeError.WrongState("You can only void a credit note that lowers what an open invoice asks for: not one of a paid invoice, nor one that has given anything back.");
        }

        var voided = account.Save(note with { Status = "void", VoidedAt = account.Now });
        account.Emit("credit_note.voided", voided);
        InvoicePayments.RequestTheRest(account, account.Update("invoice.updated", invoice, invoice with
        {
            AmountDue = invoice.AmountDue + note.PrePaymentAmount, AmountRemaining = invoice.AmountRemaining + note.PrePaymentAmount,
            PrePaymentCreditNotesAmount = invoice.PrePaymentCreditNotesAmount - note.PrePaymentAmount,
        }));
        return voided;
    }

    private static Invoice InvoiceOf(Call call)
    {
        var invoice = call.FromParameter<Invoice>("invoice", "invoice") ?? throw StripeError.MissingParameter("invoice");
        return invoice.Status is "open" or "paid" ? invoice
            : throw StripeError.WrongState($"Credit notes can only be issued for open and paid invoices. This invoice is {invoice.Status}.", param: "invoice");
    }

    /// <summary>An invoice that is left with nothing to ask for is paid.</summary>
    private static void Lower(Account account, Invoice invoice, CreditNote note)
    {
        var lowered = invoice with
        {
            AmountDue = invoice.AmountDue - note.PrePaymentAmount, AmountRemaining = invoice.AmountRemaining - note.PrePaymentAmount,
            PrePaymentCreditNotesAmount = invoice.PrePaymentCreditNotesAmount + note.PrePaymentAmount,
            PostPaymentCreditNotesAmount = invoice.PostPaymentCreditNotesAmount + note.PostPaymentAmount,
        };
        if (lowered is { Status: "open", AmountRemaining: 0 })
        {
            InvoicePayments.Cancel(account, invoice);
            InvoiceEngine.MarkPaid(account, lowered, 0, changed: true);
            return;
        }

        account.Update("invoice.updated", invoice, lowered);
        if (note.PrePaymentAmount > 0)
        {
            InvoicePayments.RequestTheRest(account, lowered);
        }
    }

    private static void RefuseShipping(Parameters parameters)
    {
        if (parameters.Has("shipping_cost"))
        {
            throw StripeError.Invalid("Invoices of the sandbox have no shipping, so there is none to credit.", "shipping_cost", validation: false);
        }
    }
}
