using System.Net.Http.Headers;
using System.Text.Json;
using BillingPortal.Core.Data;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Webhooks;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Conformance;

/// <summary>Stripe's own command line acts on the portal's account: the portal's inbox receives and processes what Stripe would send.</summary>
public sealed class PortalTriggerTests
{
    private static readonly string[] Triggers =
    [
        "checkout.session.completed", "customer.subscription.created", "customer.subscription.updated", "customer.subscription.deleted",
        "customer.subscription.trial_will_end", "invoice.paid", "invoice.payment_failed",
    ];

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_Stripe_would_send_for_a_trigger_reaches_the_inbox_and_is_done(DatabaseKind kind)
    {
        var judge = new ConformanceJudge(StripeDescription.IfPresent);
        await using var portal = await PortalHost.StartAsync(kind, adjust: builder => builder.Services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(judge.Handler)));
        var stripe = portal.Services.GetRequiredService<StripeOptions>();
        foreach (var trigger in Triggers)
        {
            var run = await NodeTools.StripeCliAsync("trigger", trigger, "--api-key", stripe.SecretKey, "--api-base", stripe.ApiBase);
            run.ExitCode.ShouldBe(0, $"{trigger}: {run.Output}{run.Errors}");
        }

        var sent = await EventsAsync(stripe);
        foreach (var trigger in Triggers)
            sent.Values.ShouldContain(trigger);
        var rows = await InboxAsync(portal, sent.Keys);
        sent.Where(pair => !rows.ContainsKey(pair.Key)).Select(pair => pair.Value).ShouldBeEmpty("every event arrives");
        rows.Values.Where(row => row.Status is InboxStatus.Pending or InboxStatus.Parked).Select(row => $"{row.EventType} {row.Status} {row.LastError}").ShouldBeEmpty("every event is done");
        rows.Values.Where(row => row.EventType.StartsWith("customer.subscription.", StringComparison.Ordinal) && row.Status != InboxStatus.Processed).ShouldBeEmpty();
        if (judge.CanJudge)
            judge.Operations.Keys.ShouldContain(operation => operation.StartsWith("GetSubscriptions", StringComparison.Ordinal), "the portal read what it was told about, under the judge's eyes");
        string.Join('\n', judge.Violations.Keys).ShouldBeEmpty();
    }

    /// <summary>Id and type of everything that happened on the portal's account.</summary>
    private static async Task<Dictionary<string, string>> EventsAsync(StripeOptions stripe)
    {
        using var http = new HttpClient { BaseAddress = new Uri(stripe.ApiBase) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", stripe.SecretKey);
        var events = new Dictionary<string, string>();
        JsonElement page;
        do
        {
            var after = events.Count == 0 ? "" : $"&starting_after={events.Keys.Last()}";
            page = JsonDocument.Parse(await http.GetStringAsync($"/v1/events?limit=100{after}")).RootElement;
            foreach (var item in page.GetProperty("data").EnumerateArray())
                events.Add(item.GetProperty("id").GetString()!, item.GetProperty("type").GetString()!);
        }
        while (page.GetProperty("has_more").GetBoolean());
        return events;
    }

    /// <summary>The inbox's rows of these events, as soon as all are there and none is pending; the limit only ends a test that has failed.</summary>
    private static async Task<Dictionary<string, InboxRow>> InboxAsync(PortalHost portal, IReadOnlyCollection<string> ids)
    {
        var inbox = portal.Services.GetRequiredService<InboxQueries>();
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var round = 0; ; round++)
        {
            var rows = new Dictionary<string, InboxRow>();
            for (var page = await inbox.ListAsync(new InboxFilter(Limit: 200), default); ; page = await inbox.ListAsync(new InboxFilter(After: page.Rows[^1].EventId, Limit: 200), default))
            {
                foreach (var row in page.Rows)
                    rows[row.EventId] = row;
                if (!page.HasMore)
                    break;
            }

            if (round == 600 || (ids.All(rows.ContainsKey) && rows.Values.All(row => row.Status != InboxStatus.Pending)))
                return rows;
            await again.WaitForNextTickAsync();
        }
    }
}
