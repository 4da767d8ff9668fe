using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Invoices;

/// <summary>An invoice as lists show it.</summary>
public sealed record InvoiceRow(InvoiceId Id, string? Number, string Status, Money Total, Money AmountDue, DateTimeOffset Created, DateTimeOffset? DueDate, Uri? HostedUrl, Uri? PdfUrl);

public sealed record InvoicePage(IReadOnlyList<InvoiceRow> Rows, bool HasMore);

/// <summary>Reads the invoice projection, always by organization.</summary>
public sealed class InvoiceQueries
{
    /// <summary>Newest first, at most 100 a page.</summary>
    public Task<InvoicePage> ListAsync(OrganizationId organization, InvoiceId? startingAfter, int limit, CancellationToken cancellation) => throw new NotImplementedException();
}
