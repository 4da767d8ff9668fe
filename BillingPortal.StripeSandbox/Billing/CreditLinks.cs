using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Names the line that a credit takes back. A credit for a charge that waited with it learns the line when both come onto an invoice.</summary>
internal static class CreditLinks
{
    public static List<InvoiceLine> Resolve(Account account, string invoice, List<InvoiceLine> lines) => [.. lines.Select(line =>
        ItemOf(line) is { } id && account.Find<InvoiceItem>(id) is { CreditsItem: { } credited, Credits: null } item && Of(account, invoice, lines, credited) is { } link
            ? account.Save(item with { Credits = link }).ToLine(invoice) with { Id = line.Id }
            : line)];

    /// <summary>The line of a charged item: among these, or on the invoice that has it already.</summary>
    public static CreditedItems? Of(Account account, string invoice, List<InvoiceLine> lines, string credited)
    {
        if (lines.Find(line => ItemOf(line) == credited) is { } beside)
        {
            return new CreditedItems(invoice, [beside.Id]);
        }

        return account.Find<Invoice>(account.Find<InvoiceItem>(credited)?.Invoice) is { } billed && billed.Lines.Data.Find(line => ItemOf(line) == credited) is { } line
            ? new CreditedItems(billed.Id, [line.Id]) : null;
    }

    private static string? ItemOf(InvoiceLine line) => line.Parent.SubscriptionItemDetails?.InvoiceItem;
}
