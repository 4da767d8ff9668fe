using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.CreditNotes;

/// <summary>Gives back what a credit note takes from a payment: refunds, credit on the customer's balance, and what is settled elsewhere.</summary>
internal static class CreditNoteMoney
{
    public static CreditNote GiveBack(Call call, Invoice invoice, CreditNote note)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        var credit = Amount(parameters, "credit_amount");
        var refund = Amount(parameters, "refund_amount");
        var elsewhere = Amount(parameters, "out_of_band_amount");
        var linked = Linked(call, invoice);
        var given = (credit ?? 0) + (refund ?? 0) + (elsewhere ?? 0) + linked.Sum(part => part.AmountRefunded);
        if (given != note.PostPaymentAmount)
        {
            throw StripeError.WrongState(
                $"The sum of credit amount, refund amount and out of band amount ({MoneyText.Of(given, note.Currency)}) must equal the credit note amount "
                + $"that was paid already ({MoneyText.Of(note.PostPaymentAmount, note.Currency)}).");
        }

        return note with
        {
            OutOfBandAmount = elsewhere,
            Refunds = [.. linked, .. Refunded(account, invoice, note, refund ?? 0)],
            CustomerBalanceTransaction = credit > 0 ? Credited(account, note, credit.Value).Id : null,
        };
    }

    private static CustomerBalanceTransaction Credited(Account account, CreditNote note, long amount) =>
        account.Find<Customer>(note.Customer) is { } customer
            ? CustomerBalance.Move(account, customer, -amount, "credit_note", note.Currency, note.Invoice, note.Id)
            : throw StripeError.WrongState("The customer of this invoice has been deleted and has no balance to credit.", param: "credit_amount");

    /// <summary>The payment is refunded; where several have paid the invoice, the latest first.</summary>
    private static List<CreditNoteRefund> Refunded(Account account, Invoice invoice, CreditNote note, long amount)
    {
        var made = new List<CreditNoteRefund>();
        foreach (var charge in Charges(account, invoice).TakeWhile(_ => amount > 0))
        {
            var part = Math.Min(amount, charge.AmountCaptured - charge.AmountRefunded);
            if (part > 0)
            {
                var refund = Payments.Refunds.Create(account, charge, part, blank => blank with { Reason = note.Reason is "duplicate" or "fraudulent" ? note.Reason : "requested_by_customer" });
                made.Add(new CreditNoteRefund { AmountRefunded = part, Refund = refund.Id });
                amount -= part;
            }
        }

        return amount == 0 ? made : throw StripeError.WrongState(
            $"{MoneyText.Of(amount, note.Currency)} of the refund amount is more than what the payments of this invoice have left to refund.", param: "refund_amount");
    }

    /// <summary>Refunds that were made before the note and belong to it.</summary>
    private static List<CreditNoteRefund> Linked(Call call, Invoice invoice)
    {
        if (call.Parameters.Has("refund"))
        {
            throw StripeError.Invalid("Received unknown parameter: refund. Did you mean refunds?", "refund", "parameter_unknown");
        }

        var linked = new List<CreditNoteRefund>();
        foreach (var sent in call.Parameters.List("refunds"))
        {
            if (sent.Choice("type", "refund", "payment_record_refund") == "payment_record_refund" || sent.Has("payment_record_refund"))
            {
                throw StripeError.Invalid("The sandbox has no payment records whose refunds could be linked.", sent.Name("payment_record_refund"), validation: false);
            }

            var refund = call.FromParameter<Refund>(sent, "refund", "refund") ?? throw StripeError.MissingParameter(sent.Name("refund"));
            if (refund.Status == "failed" || !Charges(call.Account, invoice).Any(charge => charge.Id == refund.Charge))
            {
                throw StripeError.WrongState($"The refund {refund.Id} gives nothing back of a payment of this invoice.", param: sent.Name("refund"));
            }

            var left = refund.Amount - linked.Concat(call.Account.OwnedBy<CreditNote>(refund.Id).SelectMany(note => note.Refunds))
                .Where(part => part.Refund == refund.Id).Sum(part => part.AmountRefunded);
            var amount = sent.Integer("amount_refunded") ?? left;
            linked.Add(amount >= 1 && amount <= left ? new CreditNoteRefund { AmountRefunded = amount, Refund = refund.Id }
                : throw StripeError.WrongState(string.Create(CultureInfo.InvariantCulture,
                    $"The amount refunded ({amount}) must be at least 1 and at most what no other credit note accounts for ({left})."), param: sent.Name("amount_refunded")));
        }

        return linked;
    }

    private static IEnumerable<Charge> Charges(Account account, Invoice invoice) => account.OwnedBy<InvoicePayment>(invoice.Id).Where(payment => payment.Status == "paid")
        .Select(payment => account.Find<PaymentIntent>(payment.Payment.PaymentIntent)).Select(intent => account.Find<Charge>(intent?.LatestCharge)).OfType<Charge>().Reverse();

    private static long? Amount(Parameters parameters, string name) => parameters.Integer(name) is not { } amount ? null
        : amount >= 0 ? amount : throw StripeError.Invalid("This value must be greater than or equal to 0.", name, "parameter_invalid_integer");
}
