using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Tests.Subscriptions;

public sealed class RedirectAllowListTests
{
    private static readonly RedirectAllowList List = new(new AppOptions
    {
        BaseUrl = "https://billing.example.com", AllowedCheckoutDomains = "https://shop.example.com, http://localhost:3000, app.example.org",
    });

    [Theory]
    [InlineData(null, "https://billing.example.com/default")]
    [InlineData("", "https://billing.example.com/default")]
    [InlineData("/billing?a=b", "https://billing.example.com/billing?a=b")]
    [InlineData("https://billing.example.com/x", "https://billing.example.com/x")]
    [InlineData("https://shop.example.com/done?id={CHECKOUT_SESSION_ID}", "https://shop.example.com/done?id={CHECKOUT_SESSION_ID}")]
    [InlineData("https://SHOP.example.com:443/done", "https://SHOP.example.com:443/done")]
    [InlineData("http://localhost:3000/done", "http://localhost:3000/done")]
    [InlineData("https://app.example.org/a@b", "https://app.example.org/a@b")]
    public void Own_pages_and_listed_origins_pass_as_they_are(string? url, string result) =>
        List.Check(url, "/default", "success_url").Value.ShouldBe(result);

    [Theory]
    [InlineData("https://evil.example.net/")]
    [InlineData("https://shop.example.com.evil.net/")]
    [InlineData("https://sub.shop.example.com/")]
    [InlineData("http://shop.example.com/")]
    [InlineData("https://shop.example.com:8443/")]
    [InlineData("http://localhost:3001/")]
    [InlineData("//evil.example.net/")]
    [InlineData("/\\evil.example.net/")]
    [InlineData("https:\\\\shop.example.com/")]
    [InlineData("https://shop.example.com@evil.example.net/")]
    [InlineData("https://user:pass@shop.example.com/")]
    [InlineData("https://evil.example.net\\@shop.example.com/")]
    [InlineData("https://shop.example.com /")]
    [InlineData("https://shop.example.com/\r\nx")]
    [InlineData("/\t/evil.example.net")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("shop.example.com/done")]
    public void Everything_else_is_refused(string url)
    {
        var error = List.Check(url, "/default", "success_url").Error!;
        error.Code.ShouldBe(BillingErrorCode.RedirectNotAllowed);
        error.Fields.Keys.ShouldContain("success_url");
    }

    [Fact]
    public void An_entry_that_is_no_origin_is_told_at_start() =>
        new AppOptions { AllowedCheckoutDomains = "https://shop.example.com/path, http://shop.example.com, *.example.com, ok.example.com" }.Problems().Count().ShouldBe(3);
}
