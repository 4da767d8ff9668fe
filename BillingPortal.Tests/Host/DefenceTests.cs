using System.Net;
using BillingPortal.Access;
using BillingPortal.Core.Data;

namespace BillingPortal.Tests.Host;

public sealed class DefenceTests(SharedPortals portals)
{
    [Fact]
    public async Task Pages_may_not_be_framed_and_run_no_inline_scripts()
    {
        using var http = (await portals.OnAsync(DatabaseKind.Sqlite)).Client();
        using var page = await http.GetAsync(PortalUrls.Pricing);
        var policy = page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().Split("; ");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.Single(line => line.StartsWith("script-src", StringComparison.Ordinal)).ShouldNotContain("unsafe");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        (await page.Content.ReadAsStringAsync()).ShouldNotContain("<script>");
    }

    [Fact]
    public async Task Whoever_tries_the_doors_too_often_is_told_to_wait_and_webhooks_are_not_limited()
    {
        await using var portal = await PortalHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string> { ["AUTH_REQUESTS_PER_MINUTE"] = "3", ["API_REQUESTS_PER_MINUTE"] = "6" });
        using var http = portal.Client();
        var doors = await StatusesAsync(http, HttpMethod.Post, "/auth/signin", 4);
        doors.Take(3).ShouldNotContain(HttpStatusCode.TooManyRequests);
        doors[3].ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusesAsync(http, HttpMethod.Get, "/api/v1/billing/catalog", 7)).Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(1);
        (await StatusesAsync(http, HttpMethod.Post, "/api/v1/billing/webhooks/stripe", 20)).ShouldAllBe(status => status == HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        using var http = portal.Client();
        using var form = new FormUrlEncodedContent([new("returnUrl", "/")]);
        using var answer = await http.PostAsync(PortalUrls.SignOut, form);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("//evil.example.net/")]
    [InlineData("https://evil.example.net/")]
    [InlineData("/\\evil.example.net")]
    [InlineData("javascript:alert(1)")]
    public void A_return_address_outside_the_portal_is_dropped(string address) => PortalUrls.SignIn(new BuyIntent(ReturnUrl: address)).ShouldBe("/auth/signin");

    private static async Task<List<HttpStatusCode>> StatusesAsync(HttpClient http, HttpMethod method, string path, int times)
    {
        var statuses = new List<HttpStatusCode>();
        for (var time = 0; time < times; time++)
        {
            using var request = new HttpRequestMessage(method, path);
            using var answer = await http.SendAsync(request);
            statuses.Add(answer.StatusCode);
        }

        return statuses;
    }
}
