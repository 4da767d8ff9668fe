using BillingPortal.Core.Catalog;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Subscriptions;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Journeys;

/// <summary>A world with the catalog at the sandbox and one organization that wants to buy.</summary>
internal sealed class Shop(BillingWorld world, OrganizationId organization) : IAsyncDisposable
{
    public BillingWorld World => world;

    public OrganizationId Organization => organization;

    public static async Task<Shop> OpenAsync(DatabaseKind kind, TimeProvider? time = null, params (string Key, string? Value)[] overrides)
    {
        var world = await BillingWorld.CreateAsync(kind, sandbox: true, time, overrides);
        (await world.Get<CatalogSync>().RunAsync(dryRun: false, CancellationToken.None)).Problems.ShouldBeEmpty();
        return new Shop(world, await world.OrganizationAsync());
    }

    public CheckoutRequest Request(string plan = "team", BillingInterval interval = BillingInterval.Monthly, long quantity = 3, bool trial = true, bool agreed = false, string? currency = null) =>
        new(organization, new PlanCode(plan), interval, quantity, currency is null ? null : Currency.Parse(currency), trial, agreed, null, null, "user:1", "owner@example.com");

    public Task<Outcome<CheckoutStarted>> StartAsync(CheckoutRequest? request = null) =>
        world.Get<CheckoutService>().StartAsync(request ?? Request(), CancellationToken.None);

    public async Task<CheckoutStarted> StartedAsync(CheckoutRequest? request = null)
    {
        var outcome = await StartAsync(request);
        return outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"{outcome.Error.Code}: {outcome.Error.Detail}");
    }

    public async Task<CheckoutReturn> ReturnAsync(CheckoutSessionId session) =>
        (await world.Get<CheckoutService>().ReturnAsync(organization, session, CancellationToken.None)).Value!;

    public Task<SubscriptionView?> CurrentAsync() => world.Get<SubscriptionQueries>().CurrentAsync(organization, CancellationToken.None);

    public async Task<List<Wire.Subscription>> AtStripeAsync()
    {
        var found = new List<Wire.Subscription>();
        await foreach (var subscription in world.Get<StripeClient>().ListAllAsync<Wire.Subscription>("/v1/subscriptions", new { Status = "all" }, CancellationToken.None))
            found.Add(subscription);
        return found;
    }

    public async Task<List<Wire.CheckoutSession>> SessionsAtStripeAsync()
    {
        var found = new List<Wire.CheckoutSession>();
        await foreach (var session in world.Get<StripeClient>().ListAllAsync<Wire.CheckoutSession>("/v1/checkout/sessions", null, CancellationToken.None))
            found.Add(session);
        return found;
    }

    /// <summary>As after "cancel now" in Stripe's Dashboard.</summary>
    public Task CancelAtStripeAsync(SubscriptionId subscription) =>
        world.Get<StripeClient>().DeleteAsync<Wire.Subscription>($"/v1/subscriptions/{subscription}", null, CancellationToken.None);

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
