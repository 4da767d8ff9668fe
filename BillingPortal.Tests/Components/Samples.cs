using BillingPortal.Components.Pages.Overview;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Entitlements;
using BillingPortal.Core.Invoices;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Tests.Components;

/// <summary>Plain examples of what pages are given.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset TrialEnd = Now.AddDays(14);

    public static Plan Community { get; } = Make("community", PlanKind.Free, []);

    public static Plan Team { get; } = Make("team", PlanKind.SelfService, [Price(BillingInterval.Monthly, 2400), Price(BillingInterval.Yearly, 24000)]) with { HasTrial = true, Highlighted = true };

    public static Plan Enterprise { get; } = Make("enterprise", PlanKind.ContactSales, []) with { ContactUrl = new Uri("mailto:sales@example.com") };

    public static CatalogSnapshot Catalog { get; } = new([Community, Team, Enterprise], Currency.Usd, 14);

    public static SubscriptionView Trialing { get; } = new(
        new SubscriptionId("sub_1"), SubscriptionStatus.Trialing, PaymentState.Ok, new PlanCode("team"), "Team", BillingInterval.Monthly, 1,
        new Money(2400, Currency.Usd), Now, TrialEnd, Now, TrialEnd, false, null, null, null, Now);

    public static PlanPrice Price(BillingInterval interval, long minor) =>
        new(new PriceId($"price_{interval}"), $"team_{interval}", interval, new Money(minor, Currency.Usd));

    public static Plan Make(string code, PlanKind kind, IReadOnlyList<PlanPrice> prices) => new(
        new PlanCode(code), char.ToUpperInvariant(code[0]) + code[1..], $"About {code}.", kind, PerSeat: true, HasTrial: false, Highlighted: false, null,
        ["A feature"], ["feature"], new Dictionary<string, long?>(), prices);

    public static OverviewModel Overview(SubscriptionView? subscription, params InvoiceRow[] invoices) => new(
        new Membership(new OrganizationId("org_1"), "Example Ltd", MemberRole.Owner),
        subscription,
        new EntitlementSet(
            new OrganizationId("org_1"), subscription?.Plan ?? new PlanCode("community"), subscription is null ? "none" : "trialing", subscription is not null,
            ["feature"], new Dictionary<string, long?> { ["projects"] = 50, ["history_days"] = null }, 1, "default", Now, false, []),
        invoices,
        Catalog);

    public static InvoiceRow OpenInvoice { get; } = new(
        new InvoiceId("in_1"), "EX-0001", "open", new Money(2400, Currency.Usd), new Money(2400, Currency.Usd), Now, null, new Uri("https://invoice.example.com/in_1"), null);
}
