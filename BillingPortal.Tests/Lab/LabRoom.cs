using BillingPortal.Core.Audit;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Data;
using BillingPortal.Core.Lab;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Tests.Host;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Lab;

/// <summary>A portal of its own with an organization that has bought on the sandbox's own clock, as a person does.</summary>
internal sealed class LabRoom(PortalHost portal, OrganizationId organization) : IAsyncDisposable
{
    public const string Actor = "user:lab-test";

    public PortalHost Portal => portal;

    public OrganizationId Organization => organization;

    public static async Task<LabRoom> OpenAsync(DatabaseKind kind)
    {
        var portal = await PortalHost.StartAsync(kind);
        return new LabRoom(portal, (await portal.OwnerAsync()).Organization);
    }

    public T Get<T>()
        where T : notnull => portal.Services.GetRequiredService<T>();

    /// <summary>Through the portal's checkout, with a card that works.</summary>
    public async Task BuyAsync(string plan = "team")
    {
        var request = new CheckoutRequest(organization, new PlanCode(plan), BillingInterval.Monthly, 1, null, Trial: false, AgreedToPayNow: false, null, null, Actor, "owner@example.com");
        var started = (await Get<CheckoutService>().StartAsync(request, CancellationToken.None)).Value!;
        await Get<StripeClient>().PostAsync<Wire.CheckoutSession>(
            $"/v1/payment_pages/{started.SessionId}/confirm", new { PaymentMethod = "pm_card_visa" }, new IdempotencyKey($"pay_{started.SessionId}"), CancellationToken.None);
        await Get<CheckoutService>().ReturnAsync(organization, started.SessionId, CancellationToken.None);
    }

    public Task<SubscriptionView?> CurrentAsync() => Get<SubscriptionQueries>().CurrentAsync(organization, CancellationToken.None);

    /// <summary>Once the webhooks have come and been worked on.</summary>
    public Task<SubscriptionView> EventuallyAsync(Func<SubscriptionView, bool> wanted, string what) =>
        Eventually.NotNullAsync(async () => await CurrentAsync() is { } view && wanted(view) ? view : null, what);

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync(string action)
    {
        await using var db = portal.Database.CreateDbContext();
        return await db.AuditEntries.Where(entry => entry.Action == action).OrderBy(entry => entry.Id).ToListAsync();
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();
}
