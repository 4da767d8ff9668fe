using System.Net;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Host;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Api;

/// <summary>Who gets which status at which endpoint: one line per endpoint, and a check that no endpoint is missing from the table.</summary>
public sealed class WhoMayTests(SharedPortals portals)
{
    private const string Prefix = "/api/v1/billing";

    /// <summary>Endpoint; status for a visitor, a session without organization, a member's token, an owner's token, a support token.</summary>
    private static readonly (string Method, string Path, int Visitor, int Newcomer, int Member, int Owner, int Support)[] Table =
    [
        ("GET", "/catalog", 200, 200, 200, 200, 200),
        ("POST", "/checkout", 401, 403, 403, 400, 403), // 400: the owner may, and the empty body is what is wrong
        ("POST", "/portal", 401, 403, 403, 409, 403), // 409: the owner may, and has bought nothing yet
        ("GET", "/entitlements/{org_id}", 401, 404, 200, 200, 200),
        ("GET", "/subscription", 401, 403, 200, 200, 403),
        ("POST", "/subscription/preview", 401, 403, 403, 400, 403),
        ("POST", "/subscription/change", 401, 403, 403, 400, 403),
        ("POST", "/subscription/cancel", 401, 403, 403, 409, 403), // 409: there is no subscription yet
        ("POST", "/subscription/resume", 401, 403, 403, 409, 403),
        ("GET", "/invoices", 401, 403, 200, 200, 403),
        ("GET", "/webhooks", 401, 403, 403, 403, 200),
        ("GET", "/webhooks/{event_id}", 401, 403, 403, 403, 404),
    ];

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Every_endpoint_answers_each_role_as_the_table_says(DatabaseKind kind)
    {
        var portal = await portals.OnAsync(kind);
        using var http = portal.Client();
        var (_, organization) = await portal.OwnerAsync();
        var (member, owner, support) = (await portal.TokenAsync("member", organization), await portal.TokenAsync("owner", organization), await portal.TokenAsync("support"));
        using var newcomer = await portal.SignedInAsync(await portal.PersonAsync());
        foreach (var line in Table)
        {
            var (method, path) = (new HttpMethod(line.Method), Prefix + line.Path.Replace("{org_id}", organization.Value).Replace("{event_id}", "evt_unknown"));
            object? body = line.Method == "POST" ? new { } : null;
            async Task<int> StatusAsync(string? token) => (int)(await http.ApiAsync(method, path, body, token)).Status;
            (line.Path, await StatusAsync(null), await SessionStatusAsync(newcomer, method, path), await StatusAsync(member), await StatusAsync(owner), await StatusAsync(support))
                .ShouldBe((line.Path, line.Visitor, line.Newcomer, line.Member, line.Owner, line.Support));
        }
    }

    [Fact]
    public async Task No_endpoint_of_the_API_is_missing_from_the_table()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!)
            .Where(path => path.StartsWith(Prefix, StringComparison.Ordinal) && !path.EndsWith("/webhooks/stripe", StringComparison.Ordinal))
            .Select(path => path[Prefix.Length..]).Distinct()
            .ShouldBe(Table.Select(line => line.Path), ignoreOrder: true);
    }

    [Fact]
    public async Task Another_organizations_entitlements_are_not_found_for_sessions_and_for_tokens()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        using var http = portal.Client();
        var (_, theirs) = await portal.OwnerAsync();
        var (email, own) = await portal.OwnerAsync();
        var path = $"{Prefix}/entitlements/{theirs}";
        (await http.ApiAsync(HttpMethod.Get, path, token: await portal.TokenAsync("owner", own))).ShouldBeProblem(HttpStatusCode.NotFound, "not_found");
        using var browser = await portal.SignedInAsync(email);
        (await SessionStatusAsync(browser, HttpMethod.Get, path)).ShouldBe(404);
        (await SessionStatusAsync(browser, HttpMethod.Get, $"{Prefix}/entitlements/{own}")).ShouldBe(200);
    }

    [Theory]
    [InlineData("bpt_never_made")]
    [InlineData("sk_test_something")]
    [InlineData("")]
    public async Task A_token_that_is_not_known_is_no_token(string token)
    {
        using var http = (await portals.OnAsync(DatabaseKind.Sqlite)).Client();
        (await http.ApiAsync(HttpMethod.Get, $"{Prefix}/subscription", token: token)).ShouldBeProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task A_session_that_changes_something_must_prove_that_no_other_site_sent_it()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        var (email, _) = await portal.OwnerAsync();
        using var browser = await portal.SignedInAsync(email);
        using var plain = new HttpRequestMessage(HttpMethod.Post, $"{Prefix}/checkout") { Content = System.Net.Http.Json.JsonContent.Create(new { }) };
        (await ApiAnswer.ReadAsync(await browser.SendAsync(plain))).ShouldBeProblem(HttpStatusCode.Forbidden, "header_required");
        (await SessionStatusAsync(browser, HttpMethod.Post, $"{Prefix}/checkout")).ShouldBe(400);
    }

    [Fact]
    public async Task Pages_of_the_console_are_for_its_roles_and_visitors_are_led_to_the_sign_in_page()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        var (email, _) = await portal.OwnerAsync();
        using var owner = await portal.SignedInAsync(email);
        await owner.GoAsync("/admin/webhooks");
        owner.Status.ShouldBe(HttpStatusCode.Forbidden, owner.Text);
        using var support = await portal.SignedInAsSupportAsync();
        await support.GoAsync("/admin/webhooks");
        support.Status.ShouldBe(HttpStatusCode.OK);
        using var visitor = portal.Browser();
        await visitor.GoAsync("/admin/webhooks");
        visitor.Location.AbsolutePath.ShouldBe("/auth/signin");
        visitor.Location.Query.ShouldContain("returnUrl=%2Fadmin%2Fwebhooks");
    }

    private static async Task<int> SessionStatusAsync(Browser browser, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Requested-With", "test");
        if (method == HttpMethod.Post)
            request.Content = System.Net.Http.Json.JsonContent.Create(new { });
        using var answer = await browser.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
