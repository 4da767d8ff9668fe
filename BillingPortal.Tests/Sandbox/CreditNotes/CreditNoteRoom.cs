using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.CreditNotes;

/// <summary>Invoices to be credited.</summary>
internal static class CreditNoteRoom
{
    /// <summary>An open invoice with a line for each amount.</summary>
    public static async Task<JsonElement> OpenInvoiceAsync(this SandboxRoom room, string customer, long[] amounts, params string[] more)
    {
        var draft = (await room.PostAsync("/v1/invoices", [$"customer={customer}", "currency=usd", "auto_advance=false", .. more])).Text("id");
        foreach (var amount in amounts)
            await room.PostAsync("/v1/invoiceitems", $"customer={customer}", $"invoice={draft}", $"amount={amount}", "currency=usd", $"description=Line of {amount}");
        return await room.PostAsync($"/v1/invoices/{draft}/finalize");
    }

    public static async Task<JsonElement> PaidInvoiceAsync(this SandboxRoom room, string customer, long[] amounts, params string[] more) =>
        await room.PostAsync($"/v1/invoices/{(await room.OpenInvoiceAsync(customer, amounts, more)).Text("id")}/pay");

    public static Task<JsonElement> CreditAsync(this SandboxRoom room, JsonElement invoice, params string[] form) =>
        room.PostAsync("/v1/credit_notes", [$"invoice={invoice.Text("id")}", .. form]);

    public static async Task<string> RefusedCreditAsync(this SandboxRoom room, JsonElement invoice, params string[] form) =>
        (await room.RefusedAsync(HttpMethod.Post, "/v1/credit_notes", [$"invoice={invoice.Text("id")}", .. form])).Error.Text("message");

    /// <summary>The id of the line with the given amount.</summary>
    public static string LineOf(this JsonElement invoice, long amount) =>
        invoice.GetProperty("lines").GetProperty("data").EnumerateArray().First(line => line.Number("amount") == amount).Text("id");

    public static Task<JsonElement> AgainAsync(this SandboxRoom room, JsonElement invoice) => room.GetAsync("/v1/invoices/" + invoice.Text("id"));
}
