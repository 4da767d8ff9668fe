using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Entitlements;
using BillingPortal.Core.Invoices;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Components.Pages.Overview;

/// <summary>Everything the overview shows about one organization, read at one moment.</summary>
/// <param name="Subscription">The one that counts, also when it has ended; null when there never was one.</param>
public sealed record OverviewModel(Membership Membership, SubscriptionView? Subscription, EntitlementSet Entitlements, IReadOnlyList<InvoiceRow> Invoices, CatalogSnapshot Catalog)
{
    public bool IsLive => Subscription?.Status.IsEnded() == false;

    public string PlanName => IsLive ? Subscription!.PlanName : Catalog.Find(Entitlements.Plan)?.Name ?? "Community";

    public Money? PeriodTotal => IsLive ? Subscription!.UnitAmount * Subscription.Quantity : null;

    /// <summary>The open invoice a customer can settle now, if there is one.</summary>
    public InvoiceRow? OpenInvoice => Invoices.FirstOrDefault(invoice => invoice.Status == "open" && !invoice.AmountDue.IsZero);
}

/// <summary>Joins the queries behind the overview.</summary>
public sealed class OverviewReader(SubscriptionQueries subscriptions, EntitlementQueries entitlements, InvoiceQueries invoices, CatalogQueries catalog)
{
    private const int RecentInvoices = 5;

    public async Task<OverviewModel> ReadAsync(Membership membership, CancellationToken cancellation)
    {
        var organization = membership.OrganizationId;
        return new OverviewModel(
            membership,
            await subscriptions.CurrentAsync(organization, cancellation),
            await entitlements.ForOrganizationAsync(organization, cancellation),
            (await invoices.ListAsync(organization, null, RecentInvoices, cancellation)).Rows,
            await catalog.CurrentAsync(cancellation));
    }
}
