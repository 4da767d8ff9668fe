using System.Net;
using BillingPortal.Access;
using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Lab;
using BillingPortal.Hosting;
using BillingPortal.StripeSandbox;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Host;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Lab;

public sealed class LabPageTests(SharedPortals portals)
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_superadmin_acts_and_each_act_is_in_the_audit_log(DatabaseKind kind)
    {
        await using var portal = await PortalHost.StartAsync(kind);
        using var superadmin = await portal.SignedInAsync("superadmin@example.com", DemoSeed.Password);
        await superadmin.GoAsync(PortalUrls.AdminLab);
        superadmin.Text.ShouldContain("in step with the real clock");
        await superadmin.SubmitAsync(("By", "day"));
        await portal.Services.GetRequiredService<LabWork>().WhenDoneAsync();
        await superadmin.GoAsync(PortalUrls.AdminLab);
        superadmin.Text.ShouldContain("1 day ahead of now");
        superadmin.Text.ShouldContain("Journey through time");
        superadmin.Page.QuerySelector("nav[aria-label=Console] a[href='/admin/lab']").ShouldNotBeNull();
        await using var db = portal.Database.CreateDbContext();
        (await db.AuditEntries.CountAsync(entry => entry.Action == "lab.time_travel" && entry.Actor.StartsWith("user:"))).ShouldBe(1);
    }

    [Fact]
    public async Task Support_looks_and_cannot_act_and_customers_do_not_even_look()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        using var support = await portal.SignedInAsSupportAsync();
        await support.GoAsync(PortalUrls.AdminLab);
        support.Status.ShouldBe(HttpStatusCode.OK);
        support.Text.ShouldContain("Acting is for superadmins");
        support.Page.QuerySelectorAll("main button").ShouldBeEmpty();

        // The handler asks again, whatever a browser sends.
        var token = (await Token(portal, support)).ShouldNotBeNull();
        using var forged = new HttpRequestMessage(HttpMethod.Post, PortalUrls.AdminLab)
        {
            Content = new FormUrlEncodedContent([new("_handler", "fault"), new("__RequestVerificationToken", token), new("Form.Kind", "drop")]),
        };
        using var answer = await support.SendAsync(forged);
        (await portal.Services.GetRequiredService<SandboxControls>().FaultsAsync(CancellationToken.None)).ShouldBeEmpty();

        using var customer = await portal.SignedInAsync((await portal.OwnerAsync()).Email);
        await customer.GoAsync(PortalUrls.AdminLab);
        customer.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_post_without_the_forms_token_is_refused()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        using var superadmin = await portal.SignedInAsync("superadmin@example.com", DemoSeed.Password);
        using var forged = new HttpRequestMessage(HttpMethod.Post, PortalUrls.AdminLab) { Content = new FormUrlEncodedContent([new("_handler", "fault"), new("Form.Kind", "drop")]) };
        using var answer = await superadmin.SendAsync(forged);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await portal.Services.GetRequiredService<SandboxControls>().FaultsAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_timeline_can_be_read_and_taken_along()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        var run = await portal.Services.GetRequiredService<ScenarioRunner>().RunToEndAsync(ScenarioLibrary.Find("cancel-now")!, CancellationToken.None);
        await portal.Services.GetRequiredService<LabRunStore>().SaveAsync(run, "command:test", CancellationToken.None);
        using var support = await portal.SignedInAsSupportAsync();
        await support.GoAsync(PortalUrls.AdminLabRun(run.Id));
        support.Text.ShouldContain("the organization may use Community");
        await support.GoAsync(PortalUrls.AdminLabRunFile(run.Id, "md"));
        support.Text.ShouldContain("## Cancel at once (cancel-now): held");
        await support.GoAsync(PortalUrls.AdminLabRunFile(run.Id, "json"));
        support.Text.ShouldContain("\"scenario\":\"cancel-now\"");
        await support.GoAsync(PortalUrls.AdminLabRun("lab_unknown"));
        support.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_an_own_sandbox_there_is_no_lab()
    {
        await using var stripe = await SandboxHost.StartAsync(new SandboxOptions());
        await using var portal = await PortalHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string>
        {
            ["STRIPE_SECRET_KEY"] = "sk_test_elsewhere1", ["STRIPE_API_BASE"] = stripe.Address.GetLeftPart(UriPartial.Authority), ["STRIPE_WEBHOOK_SECRET"] = "whsec_elsewhere",
        });
        await using (var scope = portal.Scope())
            await scope.ServiceProvider.GetRequiredService<ConsolePeople>().CreateAsync("boss@example.com", PortalRoles.Superadmin, People.Password, "command:test", CancellationToken.None);
        using var superadmin = await portal.SignedInAsync("boss@example.com");
        foreach (var path in new[] { PortalUrls.AdminLab, PortalUrls.AdminLabRun("lab_1"), PortalUrls.AdminLabRunFile("lab_1", "md") })
        {
            await superadmin.GoAsync(path);
            superadmin.Status.ShouldBe(HttpStatusCode.NotFound, path);
        }

        await superadmin.GoAsync(PortalUrls.Admin);
        superadmin.Page.QuerySelector("a[href='/admin/lab']").ShouldBeNull();
    }

    /// <summary>A token of the same session, from a form that support has.</summary>
    private static async Task<string?> Token(PortalHost portal, Browser support)
    {
        _ = portal;
        await support.GoAsync(PortalUrls.TwoFactorSetup);
        return support.Page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value");
    }
}
