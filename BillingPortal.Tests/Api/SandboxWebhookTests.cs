using System.Net;
using System.Text.Json;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Webhooks;
using BillingPortal.Hosting;
using BillingPortal.Tests.Conformance;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Api;

/// <summary>The whole way of an event: something happens at the sandbox, its signed delivery reaches the endpoint, the portal knows.</summary>
public sealed class SandboxWebhookTests(SharedPortals portals)
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_subscription_made_at_Stripe_is_known_here_by_its_webhook_and_a_second_is_refused(DatabaseKind kind)
    {
        var portal = await portals.OnAsync(kind);
        using var http = portal.Client();
        var (email, organization) = await portal.OwnerAsync();
        var token = await portal.TokenAsync("owner", organization);
        await SubscribeAsync(portal, organization, email);

        var subscription = await Eventually.NotNullAsync(
            async () => (await http.ApiAsync(HttpMethod.Get, "/api/v1/billing/subscription", token: token)) is { Json: var json } && json.GetProperty("subscription").ValueKind == JsonValueKind.Object ? (object)json.GetProperty("subscription") : null,
            "subscription in the portal");
        var state = (JsonElement)subscription;
        (state.GetProperty("plan").GetString(), state.GetProperty("status").GetString(), state.GetProperty("quantity").GetInt64()).ShouldBe(("team", "trialing", 2));
        var entitlements = (await http.ApiAsync(HttpMethod.Get, $"/api/v1/billing/entitlements/{organization}", token: token)).Json;
        (entitlements.GetProperty("plan").GetString(), entitlements.GetProperty("seats").GetInt64()).ShouldBe(("team", 2));
        (await http.ApiAsync(HttpMethod.Post, "/api/v1/billing/checkout", new { plan = "business", interval = "monthly" }, token)).ShouldBeProblem(HttpStatusCode.Conflict, "already_subscribed");

        var opened = await http.ApiAsync(HttpMethod.Post, "/api/v1/billing/portal", new { return_url = "/billing/plan", flow = "subscription_cancel" }, token);
        opened.Status.ShouldBe(HttpStatusCode.OK, opened.Json.ToString());
        opened.Json.GetProperty("url").GetString()!.ShouldStartWith(portal.Services.GetRequiredService<StripeOptions>().ApiBase);
        (await http.ApiAsync(HttpMethod.Post, "/api/v1/billing/portal", new { return_url = "https://evil.example.net/" }, token)).ShouldBeProblem(HttpStatusCode.BadRequest, "redirect_not_allowed");
        (await http.ApiAsync(HttpMethod.Post, "/api/v1/billing/portal", new { flow = "dance" }, token)).ShouldBeProblem(HttpStatusCode.BadRequest, "validation_failed");
    }

    [Theory]
    [InlineData("customer.subscription.created")]
    [InlineData("invoice.payment_failed")]
    public async Task What_Stripes_own_command_line_triggers_arrives_in_the_inbox_and_is_processed(string trigger)
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        var run = await NodeTools.StripeCliAsync("trigger", trigger, "--api-key", SandboxConfiguration.SecretKey, "--api-base", portal.Services.GetRequiredService<StripeOptions>().ApiBase);
        run.ExitCode.ShouldBe(0, run.Output + run.Errors);
        var inbox = portal.Services.GetRequiredService<InboxQueries>();
        var row = await Eventually.NotNullAsync(
            async () => (await inbox.ListAsync(new InboxFilter(EventType: trigger), CancellationToken.None)).Rows.FirstOrDefault(row => row.Status == InboxStatus.Processed),
            $"processed {trigger}");
        row.LastError.ShouldBeNull();
    }

    private static async Task SubscribeAsync(PortalHost portal, OrganizationId organization, string email)
    {
        var stripe = portal.Services.GetRequiredService<StripeClient>();
        var customer = await portal.Services.GetRequiredService<CustomerService>().FindOrCreateAsync(organization, email, CancellationToken.None);
        var prices = await stripe.GetAsync<JsonElement>("/v1/prices", new { LookupKeys = new[] { "team_monthly" } }, CancellationToken.None);
        await stripe.PostAsync<JsonElement>(
            "/v1/subscriptions",
            new
            {
                Customer = customer, TrialPeriodDays = 14, Metadata = new Dictionary<string, string> { ["org_id"] = organization.Value },
                Items = new[] { new { Price = prices.GetProperty("data")[0].GetProperty("id").GetString(), Quantity = 2 } },
            },
            new IdempotencyKey($"test-{Guid.NewGuid():N}"),
            CancellationToken.None);
    }
}
