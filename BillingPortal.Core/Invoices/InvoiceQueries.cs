using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Invoices;

/// <summary>An invoice as lists show it.</summary>
public sealed record InvoiceRow(InvoiceId Id, string? Number, string Status, Money Total, Money AmountDue, DateTimeOffset Created, DateTimeOffset? DueDate, Uri? HostedUrl, Uri? PdfUrl);

public sealed record InvoicePage(IReadOnlyList<InvoiceRow> Rows, bool HasMore);

/// <summary>Reads the invoice projection, always by organization.</summary>
public sealed class InvoiceQueries(IDbContextFactory<BillingDb> databases)
{
    /// <summary>Newest first, at most 100 a page. Drafts are not shown: Stripe still changes them.</summary>
    public async Task<InvoicePage> ListAsync(OrganizationId organization, InvoiceId? startingAfter, int limit, CancellationToken cancellation)
    {
        limit = Math.Clamp(limit, 1, 100);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var shown = db.Invoices.AsNoTracking().Where(row => row.OrganizationId == organization && row.Status != "draft" && row.Status != InvoiceProjection.Deleted);
        if (startingAfter is { } last)
        {
            if (await shown.Where(row => row.Id == last).Select(row => (DateTimeOffset?)row.CreatedAt).FirstOrDefaultAsync(cancellation) is not { } at)
                return new InvoicePage([], false); // another organization's invoice, or none
            var before = await shown.Where(row => row.CreatedAt == at).OrderByDescending(row => row.Id).Select(row => row.Id).ToListAsync(cancellation);
            InvoiceId[] seen = [.. before.Take(before.IndexOf(last) + 1)]; // invoices of the same second
            shown = shown.Where(row => row.CreatedAt <= at && !seen.Contains(row.Id));
        }

        var rows = await shown.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(limit + 1).ToListAsync(cancellation);
        return new InvoicePage([.. rows.Take(limit).Select(Row)], rows.Count > limit);
    }

    private static InvoiceRow Row(Invoice row) => new(
        row.Id, row.Number, row.Status, new Money(row.TotalMinor, row.Currency), new Money(row.AmountDueMinor, row.Currency), row.CreatedAt, row.DueDate, Link(row.HostedUrl), Link(row.PdfUrl));

    private static Uri? Link(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var link) ? link : null;
}
