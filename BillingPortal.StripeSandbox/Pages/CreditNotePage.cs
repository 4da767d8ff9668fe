using BillingPortal.StripeSandbox.CreditNotes;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Pages.Pdf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Serves a credit note on paper, where its <c>pdf</c> points.</summary>
internal static class CreditNotePage
{
    public static void Map(WebApplication app, PageVisit visit) => app.MapGet("/cn/{id}/pdf", (RequestDelegate)(async http =>
        await Paper.WriteAsync(http, await visit.AtAsync<CreditNote, Paper>((string)http.Request.RouteValues["id"]!, (account, note) =>
            new Paper($"CreditNote-{note.Number}.pdf", CreditNotePdf.Of(account, note, account.Get<Invoice>(note.Invoice)))))));
}
