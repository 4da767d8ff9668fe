using System.Net;
using System.Text.RegularExpressions;
using BillingPortal.Tests.Sandbox.Checkout;

namespace BillingPortal.Tests.Sandbox.Pages;

public sealed class CheckoutPageTests
{
    [Fact]
    public async Task The_page_says_what_is_bought_and_labels_every_field()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), "subscription_data[trial_period_days]=14");
        using var answer = await room.Http.GetAsync(new Uri(session.Text("url")));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        foreach (var words in new[] { "Try Team", "14 days free", "Then $24.00 per month, starting March 16, 2026", "Start trial", "Sandbox: no real money", "href=\"http://127.0.0.1:1/back\"" })
            page.ShouldContain(words);
        foreach (var (label, id) in new[] { ("Email", "email"), ("Card number", "cardNumber"), ("Expiration", "cardExpiry"), ("CVC", "cardCvc"), ("Cardholder name", "billingName") })
        {
            page.ShouldContain($"""<label for="{id}">{label}</label>""");
            page.ShouldContain($"id=\"{id}\" name=\"{id}\"");
        }

        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'");
        Regex.IsMatch(page, "<script(?![^>]*src=)|\\son\\w+=", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBeFalse("no inline script");
    }

    [Fact]
    public async Task What_merchants_and_buyers_write_is_shown_as_text()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var price = (await room.PostAsync("/v1/prices", "product_data[name]=<script>alert(1)</script>", "currency=usd", "unit_amount=100", "recurring[interval]=month")).Text("id");
        var session = await room.SessionAsync(price);
        (await room.Http.GetStringAsync(new Uri(session.Text("url")))).ShouldNotContain("<script>alert");
    }
}
