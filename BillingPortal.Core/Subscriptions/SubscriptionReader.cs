using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions;

/// <summary>Reads subscriptions at Stripe outside of webhooks and puts them through the same projection.</summary>
public sealed class SubscriptionReader(IDbContextFactory<BillingDb> databases, StripeClient stripe, SubscriptionProjection projection, CheckoutAttempts attempts, TimeProvider time)
{
    /// <summary>What every read of a subscription asks for in full.</summary>
    public static IReadOnlyList<string> Expansions { get; } = ["latest_invoice", "default_payment_method"];

    private static readonly string[] ListExpansions = [.. Expansions.Select(field => $"data.{field}")];

    /// <summary>All subscriptions of a customer, ended ones included, as Stripe has them now.</summary>
    public async Task RefreshAsync(CustomerId customer, string actor, CancellationToken cancellation)
    {
        var fetchedAt = time.GetUtcNow();
        var found = new List<Wire.Subscription>();
        await foreach (var subscription in stripe.ListSubscriptionsAsync(new SubscriptionList { Customer = customer, Status = "all", Expand = ListExpansions }, cancellation))
            found.Add(subscription);
        await SaveAsync(found, settled: null, fetchedAt, actor, cancellation);
    }

    /// <summary>Projects what a session brought: its subscription and the end of its attempt.</summary>
    public Task SaveAsync(Wire.CheckoutSession session, DateTimeOffset fetchedAt, string actor, CancellationToken cancellation) =>
        SaveAsync(session.Subscription?.Object is { } subscription ? [subscription] : [], session, fetchedAt, actor, cancellation);

    private async Task SaveAsync(IReadOnlyList<Wire.Subscription> subscriptions, Wire.CheckoutSession? settled, DateTimeOffset fetchedAt, string actor, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var subscription in subscriptions.OrderBy(subscription => subscription.Created))
            await projection.ApplyAsync(db, subscription, fetchedAt, actor, cancellation);
        if (settled is not null)
            await attempts.SettleAsync(db, settled, actor, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
