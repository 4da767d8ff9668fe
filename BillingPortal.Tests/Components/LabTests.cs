using System.Security.Claims;
using BillingPortal.Components.Pages.Lab;
using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Lab;
using BillingPortal.Tests.Databases;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BillingPortal.Tests.Components;

public sealed class LabTests : PageTest
{
    [Fact]
    public void A_timeline_shows_what_held_what_did_not_and_what_was_not_reached()
    {
        var failed = new TimelineStep(
            2, "advance", "The trial ends", Samples.Now, [new TimelineEvent("evt_1", "invoice.paid", "lost")], null,
            [new TimelineCheck("the subscription is active", null), new TimelineCheck("the organization may use Team", "expected team, seen community")], null);
        var run = new LabRun("lab_1", "trial-to-paid", "Trial to paid", "", null, Samples.Now, Samples.Now, [failed], ["A month passes"]);
        var view = Render<TimelineView>(parameters => parameters.Add(page => page.Run, run));
        view.Find(".timeline > li").GetAttribute("data-held").ShouldBe("false");
        view.FindAll(".checks li").Select(line => line.GetAttribute("data-held")).ShouldBe(["true", "false"]);
        TextOf(view).ShouldContain("expected team, seen community");
        TextOf(view).ShouldContain("Failed: the organization may use Team");
        TextOf(view).ShouldContain("invoice.paid lost");
        TextOf(view).ShouldContain("A month passes Not reached");
        view.Find("details a").GetAttribute("href").ShouldBe("/admin/webhooks/evt_1");
    }

    [Fact]
    public async Task The_work_under_way_is_shown_live_and_its_end_leads_on()
    {
        await using var work = new LabWork(NullLogger<LabWork>.Instance);
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        Services.AddSingleton(work).AddSingleton(new LabAudit(database, new AuditLog(TimeProvider.System)));
        var watch = Render<LabWatch>();
        watch.Markup.Trim().ShouldBeEmpty("nothing was started yet");

        var (half, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var journey = new TravelProgress(Samples.Now, Samples.Now, Samples.Now.AddDays(10), Samples.Now, new Dictionary<string, int>());
        work.Start(journey, async (report, _) =>
        {
            await half.Task;
            report(journey with { Now = Samples.Now.AddDays(5), Events = new Dictionary<string, int> { ["invoice.paid"] = 3 } });
            await end.Task;
            report(journey with { Now = Samples.Now.AddDays(10), Done = true });
        });
        watch.WaitForAssertion(() => TextOf(watch).ShouldContain("at work"));
        half.SetResult();
        watch.WaitForAssertion(() => watch.Find("progress").GetAttribute("value").ShouldBe("50"));
        TextOf(watch).ShouldContain("3 invoice.paid");
        end.SetResult();
        watch.WaitForAssertion(() => TextOf(watch).ShouldContain("Show how things stand now"));
        await work.WhenDoneAsync();
    }

    [Theory, InlineData("superadmin", true), InlineData("support", false)]
    public async Task Only_a_superadmin_stops_what_is_under_way(string role, bool stops)
    {
        await using var work = new LabWork(NullLogger<LabWork>.Instance);
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        Services.AddSingleton(work).AddSingleton(new LabAudit(database, new AuditLog(TimeProvider.System)));
        AddAuthorization().SetAuthorized("somebody").SetRoles(role).SetClaims(new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()));
        work.Start(new ScenarioProgress(Samples.Now, 1, [], null), (_, stop) => Task.Delay(Timeout.Infinite, stop));
        var watch = Render<LabWatch>(parameters => parameters.Add(page => page.MayAct, true)); // shown by mistake: the act asks again
        await watch.Find("button").ClickAsync(new());
        if (stops)
            await work.WhenDoneAsync();
        work.Progress!.Done.ShouldBe(stops);
        await using var db = database.CreateDbContext();
        (await db.AuditEntries.CountAsync(entry => entry.Action == "lab.stopped")).ShouldBe(stops ? 1 : 0);
    }

    [Theory]
    [InlineData("hour", null, "2026-11-20T13:00:00Z")]
    [InlineData("week", null, "2026-11-27T12:00:00Z")]
    [InlineData("renewal", null, "2026-12-01T01:05:00Z")]
    [InlineData("date", "2027-02-28T08:30", "2027-02-28T08:30:00Z")]
    [InlineData("date", "soon", null)]
    [InlineData(null, "2027-02-28T08:30", null)]
    public void A_button_or_a_date_says_where_the_clock_goes(string? by, string? to, string? expected)
    {
        var state = new SandboxState(new SandboxClock(Samples.Now, 0, null), new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), [], [], new DunningSettings([], null, null));
        TimeMachineCard.Target(state, new TravelForm { By = by, To = to }).ShouldBe(expected is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("error", "503", 503, null, null, null)]
    [InlineData("rate_limit", "5", null, 5, null, null)]
    [InlineData("delay", "60", null, null, 60, null)]
    [InlineData("duplicate", "3", null, null, null, 3)]
    public void One_number_means_what_the_kind_of_fault_needs(string kind, string number, int? status, int? perSecond, int? seconds, int? times)
    {
        var order = FaultsCard.Order(new FaultForm { Kind = kind, Number = number, Where = " invoice.* customer.* ", About = "cus_1", Percent = "25", Most = "2" });
        (order.Status, order.PerSecond, order.Seconds, order.Times, order.Count, order.Rate).ShouldBe((status, perSecond, seconds, times, 2, 0.25m));
        var ofApi = kind is "error" or "rate_limit";
        order.Path.ShouldBe(ofApi ? "invoice.* customer.*" : null);
        order.About.ShouldBe(ofApi ? null : "cus_1");
        string.Join(" ", order.Types ?? []).ShouldBe(ofApi ? "" : "invoice.* customer.*");
    }

    [Fact]
    public void A_distance_in_time_is_told_in_two_parts_at_most()
    {
        LabWords.Ahead(TimeSpan.FromSeconds(3)).ShouldBe("in step with the real clock");
        LabWords.Ahead(new TimeSpan(400, 3, 2, 1)).ShouldBe("400 days, 3 hours ahead of now");
        LabWords.Ahead(TimeSpan.FromSeconds(50)).ShouldBe("less than a minute ahead of now");
    }
}
