using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Invoices;

/// <summary>The one writer of invoices: used by webhook, page and reconciler alike.</summary>
public static class InvoiceProjection
{
    public const string Deleted = "deleted";

    /// <summary>Call inside a transaction; saving is the caller's. A read older than what is stored changes nothing; a deleted draft stays deleted.</summary>
    /// <returns>Null for a preview, which has no id that would last.</returns>
    public static async Task<Invoice?> ApplyAsync(BillingDb db, Wire.Invoice invoice, bool deleted, DateTimeOffset fetchedAt, CancellationToken cancellation)
    {
        if (invoice.Id.StartsWith("upcoming_in", StringComparison.Ordinal))
            return null;
        var id = new InvoiceId(invoice.Id);
        CustomerId? customer = invoice.Customer is { } named ? new CustomerId(named.Id) : null;
        await db.LockAsync(customer is null ? $"invoice:{id}" : $"customer:{customer}", cancellation);
        var row = await db.Invoices.Include(known => known.Lines).FirstOrDefaultAsync(known => known.Id == id, cancellation);
        if (row is not null && (row.FetchedAt > fetchedAt || row.Status == Deleted))
            return row;
        if (row is null)
            db.Invoices.Add(row = new Invoice { Id = id });
        row.CustomerId = customer;
        row.OrganizationId ??= await OrganizationLookup.FindAsync(db, customer, invoice.Parent?.SubscriptionDetails?.Metadata ?? invoice.Metadata, cancellation);
        Copy(invoice, row);
        CopyLines(invoice, row);
        row.Status = deleted ? Deleted : row.Status;
        row.FetchedAt = fetchedAt;
        return row;
    }

    private static void Copy(Wire.Invoice invoice, Invoice row)
    {
        row.SubscriptionId = invoice.SubscriptionId is { } subscription ? new SubscriptionId(subscription) : null;
        row.Number = invoice.Number;
        row.Status = invoice.Status ?? "draft";
        row.BillingReason = invoice.BillingReason;
        row.Currency = invoice.Currency;
        row.SubtotalMinor = invoice.Subtotal;
        row.TotalMinor = invoice.Total;
        row.AmountDueMinor = invoice.AmountDue;
        row.AmountPaidMinor = invoice.AmountPaid;
        row.AmountRemainingMinor = invoice.AmountRemaining;
        row.AttemptCount = invoice.AttemptCount;
        row.NextPaymentAttempt = invoice.NextPaymentAttempt;
        row.DueDate = invoice.DueDate;
        row.CreatedAt = invoice.Created;
        row.HostedUrl = invoice.HostedInvoiceUrl;
        row.PdfUrl = invoice.InvoicePdf;
    }

    private static void CopyLines(Wire.Invoice invoice, Invoice row)
    {
        row.Lines.RemoveAll(known => !invoice.Lines.Data.Exists(line => line.Id == known.Id));
        foreach (var (position, line) in invoice.Lines.Data.Index())
        {
            var known = row.Lines.Find(candidate => candidate.Id == line.Id);
            if (known is null)
                row.Lines.Add(known = new InvoiceLine { Id = line.Id, InvoiceId = row.Id });
            known.Position = position;
            known.Description = line.Description;
            known.AmountMinor = line.Amount;
            known.Quantity = line.Quantity;
            known.PriceId = line.Pricing?.PriceDetails?.Price is { } price ? new PriceId(price) : null;
            known.PeriodStart = line.Period.Start;
            known.PeriodEnd = line.Period.End;
        }
    }
}
