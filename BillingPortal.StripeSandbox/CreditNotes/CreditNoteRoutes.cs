using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.CreditNotes;

/// <summary>Credit notes through the API. A preview is the real thing, taken back.</summary>
internal static class CreditNoteRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/credit_notes", CreditNoteIssue.Create);
        routes.Get("/v1/credit_notes", List);
        routes.Get("/v1/credit_notes/preview", Preview);
        routes.Get("/v1/credit_notes/preview/lines", call => Paging.Within(call, Preview(call).Lines.Data, line => line.Id));
        routes.Get("/v1/credit_notes/{id}", Find);
        routes.Post("/v1/credit_notes/{id}", Update);
        routes.Post("/v1/credit_notes/{id}/void", call => CreditNoteIssue.Void(call.Account, Find(call)));
        routes.Get("/v1/credit_notes/{id}/lines", call => Paging.Within(call, Find(call).Lines.Data, line => line.Id));
    }

    private static CreditNote Find(Call call) => call.FromPath<CreditNote>("id", "credit note");

    private static CreditNote Update(Call call)
    {
        var before = Find(call);
        return call.Account.Update("credit_note.updated", before, before with
        {
            Memo = call.Parameters.Text("memo", before.Memo), Metadata = call.Parameters.Metadata(before.Metadata),
        });
    }

    private static ListOf<object> List(Call call)
    {
        var customer = call.Parameters.Text("customer");
        var invoice = call.Parameters.Text("invoice");
        return Paging.Page(call, note => customer is null || note.Customer == customer, (invoice ?? customer) is { } owner ? call.Account.OwnedBy<CreditNote>(owner) : null);
    }

    /// <summary>What it would refund or credit has been taken back, so the preview names only refunds that exist. Its lines keep their ids from page to page.</summary>
    private static CreditNote Preview(Call call)
    {
        var mark = call.Account.Mark();
        var note = CreditNoteIssue.Create(call);
        call.Account.RollbackTo(mark);
        return note with
        {
            CustomerBalanceTransaction = null,
            Refunds = [.. note.Refunds.Where(part => call.Account.Find(part.Refund) is not null)],
            Lines = new ListOf<CreditNoteLine>
            {
                Data = [.. note.Lines.Data.Select((line, at) => line with { Id = $"cnli_{note.Invoice["in_".Length..]}{at}" })],
                Url = "/v1/credit_notes/preview/lines?invoice=" + note.Invoice,
            },
        };
    }
}
