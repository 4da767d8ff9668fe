using BillingPortal.StripeSandbox.Credits;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Preview;

/// <summary>Shows a rehearsed invoice as Stripe shows an upcoming one: a draft without number, payment or address on the web.</summary>
internal static class PreviewAnswer
{
    /// <summary>A real upcoming invoice is charged an hour after its period begins.</summary>
    private const long ChargedAfterSeconds = Billing.InvoiceEngine.DraftSeconds;

    public static Invoice Of(Rehearsed rehearsed)
    {
        var invoice = rehearsed.Invoice;
        var id = "upcoming_" + Ids.New("in");
        return invoice with
        {
            Id = id,
            AmountPaid = 0,
            AmountRemaining = invoice.AmountDue,
            AttemptCount = 0,
            Attempted = false,
            AutoAdvance = false,
            AutomaticallyFinalizesAt = null,
            BillingReason = "upcoming",
            DueDate = null,
            EffectiveAt = null,
            HostedInvoiceUrl = null,
            InvoicePdf = null,
            Lines = invoice.Lines with { Data = [.. invoice.Lines.Data.Select(line => Line(line, id, rehearsed.Exists))], Url = $"/v1/invoices/{id}/lines" },
            NextPaymentAttempt = invoice.CollectionMethod == "charge_automatically" ? invoice.Created + ChargedAfterSeconds : null,
            Number = null,
            Parent = rehearsed.Exists ? invoice.Parent : null,
            Status = "draft",
            TotalPretaxCreditAmounts = CreditGrants.Unrecorded(invoice.TotalPretaxCreditAmounts),
            StatusTransitions = new InvoiceStatusTransitions(),
        };
    }

    private static InvoiceLine Line(InvoiceLine line, string invoice, bool exists) => line with
    {
        Id = "il_tmp_" + line.Id["il_".Length..],
        Invoice = invoice,
        Parent = exists ? line.Parent : line.Parent with
        {
            InvoiceItemDetails = line.Parent.InvoiceItemDetails is { } item ? item with { Subscription = null } : null,
            SubscriptionItemDetails = line.Parent.SubscriptionItemDetails is { } details ? details with { Subscription = null } : null,
        },
        PretaxCreditAmounts = CreditGrants.Unrecorded(line.PretaxCreditAmounts),
        Subscription = exists ? line.Subscription : null,
    };
}
