using System.Text;
using BillingPortal.E2E.Browser;
using BillingPortal.E2E.Elements;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace BillingPortal.E2E.Hosted;

/// <summary>An invoice is paid on its own page.</summary>
public sealed class HostedInvoiceTests(Chromium chromium, Sandbox sandbox) : HostedTest(chromium, sandbox)
{
    [Fact]
    public async Task An_invoice_is_paid_with_a_card_that_asks_its_bank_and_the_papers_are_downloaded()
    {
        var customer = await MakeAsync("/v1/customers", "name=Ann Example", "email=ann@example.test", "address[line1]=1 Main St", "address[city]=Springfield", "address[country]=US", "address[postal_code]=94103");
        await MakeAsync("/v1/invoiceitems", $"customer={customer}", "amount=12500", "currency=usd", "description=Setting up the workspace");
        await MakeAsync("/v1/invoiceitems", $"customer={customer}", "amount=4900", "currency=usd", "description=A training session for the whole team, held remotely in the first week");
        var invoice = await MakeAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include", "collection_method=send_invoice", "days_until_due=14", "footer=Thank you for your business.");
        var url = (await Sandbox.PostAsync($"/v1/invoices/{invoice}/finalize")).GetProperty("hosted_invoice_url").GetString()!;
        var visitor = await OpenAsync(url);

        await visitor.SeesAsync("$174.00");
        await visitor.CheckAsync("invoice-open");
        await visitor.TypeCardAsync("4000 0027 6000 3184");
        await visitor.PressAsync("Pay $174.00");
        await visitor.ApproveAtTheBankAsync();
        await visitor.SeesAsync("Paid on");
        await visitor.CheckAsync("invoice-paid");
        foreach (var (link, title) in new[] { ("Download invoice", "Invoice"), ("Download receipt", "Receipt") })
        {
            var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.FollowAsync(link));
            download.SuggestedFilename.ShouldStartWith(title + "-");
            var bytes = await File.ReadAllBytesAsync((await download.PathAsync())!);
            Encoding.ASCII.GetString(bytes, 0, 8).ShouldBe("%PDF-1.4");
        }
    }
}
