using System.Diagnostics;
using System.Net;
using System.Text.Json;
using BillingPortal.Tests.Sandbox.Checkout;

namespace BillingPortal.Tests.Sandbox.Pages;

public sealed class InvoicePageTests
{
    [Fact]
    public async Task An_open_invoice_is_paid_with_a_card_once_and_gives_a_receipt()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var invoice = await OpenInvoiceAsync(room);
        var url = invoice.Text("hosted_invoice_url");
        using var declined = await room.PayAsync(url, "4000000000009995");
        (await declined.Content.ReadAsStringAsync()).ShouldContain("Your card has insufficient funds.");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => room.PayAsync(url, "4242424242424242")));
        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.SeeOther);
        var paid = await room.GetAsync($"/v1/invoices/{invoice.Text("id")}");
        (paid.Text("status"), paid.Number("amount_paid")).ShouldBe(("paid", 2500));
        (await room.EventTypesAsync()).Count(type => type == "charge.succeeded").ShouldBe(1);
        (await PageAsync(room, url)).ShouldContain("Download receipt");
        var receipt = new PdfReader(await room.Http.GetByteArrayAsync(new Uri(url + "/receipt"))).Read();
        receipt.Words.ShouldContain("$25.00 paid on March 2, 2026");
        receipt.Words.ShouldContain("Visa ending in 4242");
    }

    [Fact]
    public async Task The_bank_is_asked_and_leads_back_to_the_invoice()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var invoice = await OpenInvoiceAsync(room);
        var url = invoice.Text("hosted_invoice_url");
        using var asked = await room.PayAsync(url, "4000002760003184");
        var bank = new Uri(room.Http.BaseAddress!, asked.Headers.Location!.OriginalString);
        using var failed = await room.Http.PostAsync(bank, CheckoutRoom.Form(("outcome", "fail")));
        (await PageAsync(room, failed.Headers.Location!.ToString())).ShouldContain("Your bank could not confirm that it is you.");
        using var again = await room.PayAsync(url, "4000002760003184");
        using var approved = await room.Http.PostAsync(bank, CheckoutRoom.Form(("outcome", "approve")));
        (await PageAsync(room, approved.Headers.Location!.ToString())).ShouldContain("Paid on March 2, 2026");
    }

    [Fact]
    public async Task A_draft_is_not_shown_and_a_void_one_cannot_be_paid()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=2500", "currency=usd", "description=Secret");
        var draft = (await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include")).Text("id");
        (await PageAsync(room, "/i/" + draft)).ShouldNotContain("Secret");
        (await room.Http.GetAsync($"/i/{draft}/pdf")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await room.PostAsync($"/v1/invoices/{draft}/finalize");
        await room.PostAsync($"/v1/invoices/{draft}/void");
        var page = await PageAsync(room, "/i/" + draft);
        (page.Contains("This invoice is void", StringComparison.Ordinal), page.Contains("cardNumber", StringComparison.Ordinal)).ShouldBe((true, false));
    }

    [Fact]
    public async Task The_PDF_holds_every_line_on_as_many_pages_as_it_takes()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = (await room.PostAsync("/v1/customers", "name=Zoë (Test) Söhne", "email=zoe@example.com", "address[line1]=Straße 1", "address[country]=DE", "address[postal_code]=10115", "address[city]=Berlin")).Text("id");
        for (var at = 1; at <= 60; at++)
            await room.PostAsync("/v1/invoiceitems", $"customer={customer}", $"amount={at}00", "currency=eur", $"description=Piece {at}");
        var invoice = (await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include", "currency=eur", "footer=Thank you")).Text("id");
        var open = await room.PostAsync($"/v1/invoices/{invoice}/finalize");
        using var answer = await room.Http.GetAsync(new Uri(open.Text("invoice_pdf")));
        (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName!.Trim('"')).ShouldBe(("application/pdf", $"Invoice-{open.Text("number")}.pdf"));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var pdf = new PdfReader(bytes).Read();
        pdf.Pages.ShouldBeGreaterThan(1);
        pdf.Title.ShouldBe("Invoice " + open.Text("number"));
        foreach (var words in Enumerable.Range(1, 60).Select(at => $"Piece {at}").Concat(["Zoë (Test) Söhne", "Straße 1", "10115 Berlin", "Germany", "Thank you", "\u0080" + "1,830.00", $"Page {pdf.Pages} of {pdf.Pages}"]))
            pdf.Words.ShouldContain(words);
        await ReadWithPopplerAsync(bytes, "Piece 60", "€1,830.00");
    }

    [Fact]
    public async Task Discounts_taxes_and_the_balance_are_rows_of_their_own()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = (await room.PostAsync("/v1/customers", "address[country]=DE", "address[postal_code]=10115")).Text("id");
        await room.PostAsync($"/v1/customers/{customer}/balance_transactions", "amount=-500", "currency=eur");
        await room.PostAsync("/v1/coupons", "id=TEN", "percent_off=10", "duration=forever");
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=10000", "currency=eur", "tax_behavior=exclusive");
        var invoice = await room.PostAsync("/v1/invoices", $"customer={customer}", "currency=eur", "pending_invoice_items_behavior=include", "discounts[0][coupon]=TEN", "automatic_tax[enabled]=true");
        var open = await room.PostAsync($"/v1/invoices/{invoice.Text("id")}/finalize");
        var page = await PageAsync(room, open.Text("hosted_invoice_url"));
        foreach (var words in new[] { "Discount (10% off)", "-€10.00", "Germany (19% on €90.00)", "€17.10", "€107.10", "Applied balance", "-€5.00", "€102.10" })
            page.ShouldContain(words);
    }

    private static async Task<JsonElement> OpenInvoiceAsync(SandboxRoom room)
    {
        var customer = await room.CustomerAsync(card: null);
        await room.PostAsync("/v1/invoiceitems", $"customer={customer}", "amount=2500", "currency=usd", "description=Work");
        var draft = (await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include", "collection_method=send_invoice", "days_until_due=7")).Text("id");
        return await room.PostAsync($"/v1/invoices/{draft}/finalize");
    }

    private static async Task<string> PageAsync(SandboxRoom room, string url) => WebUtility.HtmlDecode(await room.Http.GetStringAsync(new Uri(room.Http.BaseAddress!, url)));

    /// <summary>Where poppler is installed, a reader that is not ours agrees.</summary>
    private static async Task ReadWithPopplerAsync(byte[] pdf, params string[] words)
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "pdftotext"))))
            return;
        using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", "-", "-"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await process.StandardInput.BaseStream.WriteAsync(pdf);
        process.StandardInput.Close();
        var text = await process.StandardOutput.ReadToEndAsync();
        foreach (var word in words)
            text.ShouldContain(word);
    }
}
