using System.Net;
using System.Text.Json;
using BillingPortal.Core.Data;
using BillingPortal.Tests.Databases;

namespace BillingPortal.Tests.Host;

public sealed class StartTests(SharedPortals portals)
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Without_a_Stripe_account_the_portal_is_ready_with_a_catalog_from_its_sandbox(DatabaseKind kind)
    {
        var portal = await portals.OnAsync(kind);
        using var http = portal.Client();
        using var ready = await http.GetAsync("/health/ready");
        ready.StatusCode.ShouldBe(HttpStatusCode.OK, await ready.Content.ReadAsStringAsync());
        using var health = JsonDocument.Parse(await ready.Content.ReadAsStringAsync());
        health.RootElement.GetProperty("checks").EnumerateObject().Select(check => check.Name).ShouldBe(["start", "database", "migrations", "inbox_age", "scheduler"], ignoreOrder: true);
        using var catalog = JsonDocument.Parse(await http.GetStringAsync("/api/v1/billing/catalog"));
        catalog.RootElement.GetProperty("plans").EnumerateArray().Select(plan => plan.GetProperty("code").GetString()).ShouldContain("team");
    }

    [Fact]
    public async Task A_live_process_says_so_without_asking_anything()
    {
        using var http = (await portals.OnAsync(DatabaseKind.Sqlite)).Client();
        (await http.GetStringAsync("/health/live")).ShouldBe("""{"status":"ok","checks":{}}""");
    }
}
