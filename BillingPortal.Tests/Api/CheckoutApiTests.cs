using System.Net;
using System.Text;
using BillingPortal.Core.Data;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Host;

namespace BillingPortal.Tests.Api;

public sealed class CheckoutApiTests(SharedPortals portals)
{
    private const string Path = "/api/v1/billing/checkout";

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_owner_gets_a_session_with_the_trial(DatabaseKind kind)
    {
        var (http, token) = await OwnerAsync(kind);
        using (http)
        {
            var answer = await http.ApiAsync(HttpMethod.Post, Path, new { plan = "team", interval = "monthly", quantity = 3, trial = true }, token);
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Json.ToString());
            answer.Json.GetProperty("session_id").GetString()!.ShouldStartWith("cs_");
            answer.Json.GetProperty("trial_applied").GetBoolean().ShouldBeTrue();
            Uri.IsWellFormedUriString(answer.Json.GetProperty("url").GetString(), UriKind.Absolute).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("""{"plan":"nothing_we_sell","interval":"monthly"}""", "unknown_plan", null)]
    [InlineData("""{"plan":"team","interval":"monthly","currency":"jpy"}""", "price_unavailable", null)]
    [InlineData("""{"plan":"team","interval":"monthly","success_url":"https://evil.example.net/"}""", "redirect_not_allowed", "success_url")]
    [InlineData("""{"plan":"team","interval":"monthly","cancel_url":"//evil.example.net/"}""", "redirect_not_allowed", "cancel_url")]
    [InlineData("""{"interval":"monthly"}""", "validation_failed", "plan")]
    [InlineData("""{"plan":"team","interval":"weekly"}""", "validation_failed", "interval")]
    [InlineData("""{"plan":"team","interval":"0"}""", "validation_failed", "interval")]
    [InlineData("""{"plan":"team","interval":"monthly","quantity":0}""", "validation_failed", "quantity")]
    [InlineData("""{"plan":"team","interval":"monthly","quantity":"3"}""", "validation_failed", "quantity")]
    [InlineData("""{"plan":7,"interval":"monthly"}""", "validation_failed", "plan")]
    [InlineData("""{"plan":"team","interval":"monthly","currency":"dollars"}""", "validation_failed", "currency")]
    [InlineData("""{"plan":"team",""", "invalid_json", null)]
    [InlineData("", "invalid_request", null)]
    public async Task What_is_wrong_is_told_by_code_and_field(string body, string code, string? field)
    {
        var (http, token) = await OwnerAsync(DatabaseKind.Sqlite);
        using (http)
        {
            var answer = await http.ApiAsync(HttpMethod.Post, Path, new StringContent(body, Encoding.UTF8, "application/json"), token);
            answer.ShouldBeProblem(HttpStatusCode.BadRequest, code);
            if (field is not null)
                answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldContain(field);
        }
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_at_all_is_refused_as_such()
    {
        var (http, token) = await OwnerAsync(DatabaseKind.Sqlite);
        using (http)
            (await http.ApiAsync(HttpMethod.Post, Path, new StringContent("plan=team", Encoding.UTF8, "application/x-www-form-urlencoded"), token)).ShouldBeProblem(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Theory]
    [InlineData("/api/v1/billing/invoices?limit=0")]
    [InlineData("/api/v1/billing/invoices?limit=101")]
    [InlineData("/api/v1/billing/invoices?limit=ten")]
    public async Task A_page_has_one_to_a_hundred_lines(string path)
    {
        var (http, token) = await OwnerAsync(DatabaseKind.Sqlite);
        using (http)
        {
            var answer = await http.ApiAsync(HttpMethod.Get, path, token: token);
            answer.ShouldBeProblem(HttpStatusCode.BadRequest, "validation_failed");
            answer.Json.GetProperty("errors").TryGetProperty("limit", out _).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Without_a_subscription_the_organization_is_on_the_free_plan_and_owes_nothing()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        using var http = portal.Client();
        var (_, organization) = await portal.OwnerAsync();
        var token = await portal.TokenAsync("member", organization);
        (await http.ApiAsync(HttpMethod.Get, "/api/v1/billing/subscription", token: token)).Json.ToString().ShouldBe("""{"subscription":null}""");
        (await http.ApiAsync(HttpMethod.Get, "/api/v1/billing/invoices", token: token)).Json.ToString().ShouldBe("""{"data":[],"has_more":false}""");
        var entitlements = (await http.ApiAsync(HttpMethod.Get, $"/api/v1/billing/entitlements/{organization}", token: token)).Json;
        entitlements.GetProperty("plan").GetString().ShouldBe("community");
        entitlements.GetProperty("why").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task The_API_describes_itself()
    {
        using var http = (await portals.OnAsync(DatabaseKind.Sqlite)).Client();
        var document = (await http.ApiAsync(HttpMethod.Get, "/openapi/v1.json")).Json;
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        paths.ShouldContain("/api/v1/billing/checkout");
        paths.ShouldContain("/api/v1/billing/webhooks/stripe");
        paths.ShouldAllBe(path => path.StartsWith("/api/v1/billing/", StringComparison.Ordinal));
        document.GetProperty("components").GetProperty("schemas").GetProperty("CheckoutBody").GetProperty("properties").TryGetProperty("success_url", out _).ShouldBeTrue();
    }

    private async Task<(HttpClient Http, string Token)> OwnerAsync(DatabaseKind kind)
    {
        var portal = await portals.OnAsync(kind);
        var (_, organization) = await portal.OwnerAsync();
        return (portal.Client(), await portal.TokenAsync("owner", organization));
    }
}
