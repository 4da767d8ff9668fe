using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Entitlements;

/// <summary>What an organization may use, and why. Derived on read, never stored.</summary>
/// <param name="Status">Stripe's status word, or <c>none</c>.</param>
/// <param name="Saas">The gate for hosted workspaces.</param>
/// <param name="Seats">Zero means no limit.</param>
/// <param name="Source"><c>subscription</c> or <c>default</c>.</param>
/// <param name="Stale">The projection is older than it should be, for example while Stripe is down.</param>
/// <param name="Why">One sentence for each decision taken on the way here.</param>
public sealed record EntitlementSet(OrganizationId OrganizationId, PlanCode Plan, string Status, bool Saas, IReadOnlyList<string> Features, IReadOnlyDictionary<string, long?> Limits, long Seats, string Source, DateTimeOffset AsOf, bool Stale, IReadOnlyList<string> Why);

/// <summary>Answers from the projections alone, so it answers while Stripe is down, too.</summary>
public sealed class EntitlementQueries(SubscriptionQueries subscriptions, CatalogQueries catalog, TimeProvider time)
{
    public async Task<EntitlementSet> ForOrganizationAsync(OrganizationId organization, CancellationToken cancellation)
    {
        var current = await subscriptions.CurrentAsync(organization, cancellation);
        var plan = current?.Plan is { } code ? catalog.Definition(code) : null;
        return EntitlementRules.Decide(new EntitlementFacts(organization, current, plan, catalog.DefaultPlan), time.GetUtcNow());
    }
}
