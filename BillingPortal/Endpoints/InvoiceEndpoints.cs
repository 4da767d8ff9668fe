using BillingPortal.Access;
using BillingPortal.Core.Invoices;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Endpoints;

/// <summary>The acting organization's invoices.</summary>
public static class InvoiceEndpoints
{
    public static void MapInvoices(this IEndpointRouteBuilder api) => api.MapGet("/invoices", ListAsync)
        .RequireAuthorization(Policies.Member)
        .WithSummary("Invoices, newest first.")
        .Produces<ApiList<InvoiceAnswer>>().ProducesProblem(400);

    private static async Task<IResult> ListAsync(string? limit, [Microsoft.AspNetCore.Mvc.FromQuery(Name = "starting_after")] string? startingAfter, Caller caller, InvoiceQueries invoices, CancellationToken cancellation)
    {
        var read = PageQuery.Read(limit, startingAfter);
        if (!read.Succeeded)
            return ProblemMap.ToResult(read.Error);
        var after = read.Value.StartingAfter is { } id ? InvoiceId.From(id) : (InvoiceId?)null;
        var page = await invoices.ListAsync(await caller.OrganizationAsync(cancellation), after, read.Value.Limit, cancellation);
        return Results.Ok(new ApiList<InvoiceAnswer>([.. page.Rows.Select(Shape)], page.HasMore));
    }

    private static InvoiceAnswer Shape(InvoiceRow row) => new(
        row.Id.Value, row.Number, row.Status, row.Total.AmountMinor, row.AmountDue.AmountMinor, row.Total.Currency.Code, row.Created, row.DueDate, row.HostedUrl, row.PdfUrl);
}

public sealed record InvoiceAnswer(string Id, string? Number, string Status, long Total, long AmountDue, string Currency, DateTimeOffset Created, DateTimeOffset? DueDate, Uri? HostedUrl, Uri? PdfUrl);
