using System.Text.Json;

namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Invoices that are taken back in part: before they are paid, and after.</summary>
internal static class CreditNoteJourneys
{
    public static async Task NotesAsync(SandboxSession api)
    {
        var customer = await api.PayerAsync();
        var coupon = (await api.PostAsync("/v1/coupons", "percent_off=10")).Id();
        var rate = (await api.PostAsync("/v1/tax_rates", "display_name=VAT", "percentage=19", "inclusive=false")).Id();
        var open = await InvoiceAsync(api, customer, $"discounts[0][coupon]={coupon}", $"default_tax_rates[0]={rate}");
        var line = open.GetProperty("lines").GetProperty("data")[0].Id();
        var note = (await api.PostAsync("/v1/credit_notes", $"invoice={open.Id()}", "lines[0][type]=invoice_line_item", $"lines[0][invoice_line_item]={line}", "lines[0][amount]=333",
            "lines[1][type]=custom_line_item", "lines[1][unit_amount_decimal]=12.5", "lines[1][quantity]=2", "lines[1][description]=Goodwill", $"lines[1][tax_rates][0]={rate}",
            "lines[1][metadata][a]=b", "reason=product_unsatisfactory", "memo=Sorry", "metadata[a]=b", "email_type=none", "expand[0]=invoice", "expand[1]=customer",
            "expand[2]=discount_amounts.discount", "expand[3]=lines.data.discount_amounts.discount")).Id();
        await api.GetAsync($"/v1/credit_notes/{note}");
        await api.PostAsync($"/v1/credit_notes/{note}", "memo=Very sorry", "metadata[a]=");
        await api.GetAsync($"/v1/credit_notes/{note}/lines?limit=1");
        await api.PostAsync($"/v1/credit_notes/{note}/void");
        await api.RefusedAsync(HttpMethod.Post, $"/v1/credit_notes/{note}/void");
        await api.PostAsync("/v1/credit_notes", $"invoice={open.Id()}", "amount=100");
        await api.PostAsync($"/v1/invoices/{open.Id()}/pay");
        var asked = $"invoice={open.Id()}&amount=300&refund_amount=100&credit_amount=200";
        await api.GetAsync("/v1/credit_notes/preview?" + asked);
        await api.GetAsync("/v1/credit_notes/preview/lines?" + asked);
        await api.PostAsync("/v1/credit_notes", $"invoice={open.Id()}", "amount=300", "refund_amount=100", "credit_amount=150", "out_of_band_amount=50",
            "expand[0]=refunds.refund", "expand[1]=customer_balance_transaction");
        await api.RefusedAsync(HttpMethod.Post, "/v1/credit_notes", $"invoice={open.Id()}", "amount=5000", "credit_amount=5000");
        await api.GetAsync($"/v1/customers/{customer}/balance_transactions?expand[0]=data.credit_note");
        await api.GetAsync($"/v1/credit_notes?customer={customer}&expand[0]=data.invoice");
        var whole = await InvoiceAsync(api, customer);
        await api.PostAsync("/v1/credit_notes", $"invoice={whole.Id()}", $"amount={whole.GetProperty("total").GetInt64()}",
            $"credit_amount={whole.GetProperty("total").GetInt64() - whole.GetProperty("amount_due").GetInt64()}");
        await api.GetAsync($"/v1/invoices/{whole.Id()}");
    }

    private static async Task<JsonElement> InvoiceAsync(SandboxSession api, string customer, params string[] more)
    {
        var draft = (await api.PostAsync("/v1/invoices", [$"customer={customer}", "currency=usd", "auto_advance=false", .. more])).Id();
        await api.PostAsync("/v1/invoiceitems", $"customer={customer}", $"invoice={draft}", "amount=2000", "currency=usd");
        return await api.PostAsync($"/v1/invoices/{draft}/finalize");
    }
}
