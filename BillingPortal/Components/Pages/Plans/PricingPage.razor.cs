using BillingPortal.Access;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Plans;

/// <summary>The front door: what can be bought, for how much, and the next step for whoever looks.</summary>
public sealed partial class PricingPage(CatalogQueries plans, CurrentOrganization current, SubscriptionQueries subscriptions, ILogger<PricingPage> logger)
{
    private Load<CatalogSnapshot> catalog = new();
    private Shopper shopper = Shopper.Visitor;

    protected override async Task OnInitializedAsync()
    {
        catalog = await Load.RunAsync(() => plans.CurrentAsync(Cancellation), logger);
        if (await UserAsync() is null)
            return;
        var known = await Load.RunAsync(FindShopperAsync, logger);
        shopper = known.Value ?? new Shopper(true, false, false, null);
    }

    private async Task<Shopper> FindShopperAsync()
    {
        var organization = await current.FindAsync(await PrincipalAsync(), Cancellation);
        return Shopper.With(organization is not null, organization is null ? null : await subscriptions.CurrentAsync(organization.OrganizationId, Cancellation));
    }

    private Currency ShownCurrency(CatalogSnapshot snapshot) =>
        Currency.TryParse(Intent.Currency, out var asked) && snapshot.Plans.Any(plan => plan.Prices.Any(price => price.UnitAmount.Currency == asked))
            ? asked
            : snapshot.DefaultCurrency;

    private BillingInterval ShownInterval(CatalogSnapshot snapshot) => snapshot.HasYearly ? Words.IntervalOf(Intent.Interval) : BillingInterval.Monthly;
}
