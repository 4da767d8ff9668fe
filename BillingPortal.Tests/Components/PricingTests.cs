using BillingPortal.Components.Pages.Plans;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using Bunit;

namespace BillingPortal.Tests.Components;

public sealed class PricingTests : PageTest
{
    private static readonly Plan MonthlyOnly = Samples.Team with { Prices = [Samples.Price(BillingInterval.Monthly, 2400)] };

    [Fact]
    public void The_yearly_toggle_appears_with_its_saving_when_there_are_yearly_prices()
    {
        var page = Show(Samples.Catalog);
        var yearly = page.Find("nav[aria-label='Billing interval'] a:last-child");
        yearly.GetAttribute("href").ShouldBe("/pricing?interval=yearly");
        yearly.TextContent.ShouldContain("Save 16%");
    }

    [Fact]
    public void Without_yearly_prices_there_is_no_toggle() =>
        Show(Samples.Catalog with { Plans = [Samples.Community, MonthlyOnly] }).FindAll("nav[aria-label='Billing interval']").ShouldBeEmpty();

    [Fact]
    public void A_plan_that_the_catalog_left_out_is_not_drawn() =>
        TextOf(Show(Samples.Catalog with { Plans = [Samples.Community, Samples.Enterprise] })).ShouldNotContain("Team");

    [Fact]
    public void When_nothing_has_a_price_the_page_says_so_and_still_offers_what_is_free()
    {
        var text = TextOf(Show(Samples.Catalog with { Plans = [Samples.Community] }));
        text.ShouldContain("No plan can be bought yet");
        text.ShouldContain("Start for free");
    }

    [Fact]
    public void A_visitor_starts_the_trial_with_plan_and_interval_carried_on() =>
        Show(Samples.Catalog, interval: BillingInterval.Yearly).Find("article[aria-labelledby='plan-team'] a.button-primary")
            .GetAttribute("href").ShouldBe("/auth/signup?plan=team&interval=yearly&trial=true&currency=usd");

    [Fact]
    public void A_customer_without_a_subscription_goes_straight_to_checkout() =>
        Show(Samples.Catalog, Shopper.With(hasOrganization: true, null)).Find("article[aria-labelledby='plan-team'] a.button-primary")
            .GetAttribute("href")!.ShouldStartWith("/auth/trial-checkout?plan=team");

    [Fact]
    public void A_subscriber_sees_which_plan_is_theirs_and_is_offered_no_second_one()
    {
        var page = Show(Samples.Catalog, Shopper.With(hasOrganization: true, Samples.Trialing));
        page.Find("article[aria-labelledby='plan-team']").TextContent.ShouldContain("Your plan");
        TextOf(page).ShouldNotContain("Start free trial");
        TextOf(page).ShouldNotContain("Subscribe");
    }

    [Fact]
    public void Several_currencies_can_be_chosen_from()
    {
        var euro = new PlanPrice(new PriceId("price_eur"), "team_monthly_eur", BillingInterval.Monthly, new Money(2200, Currency.Eur));
        var page = Show(Samples.Catalog with { Plans = [Samples.Team with { Prices = [.. Samples.Team.Prices, euro] }] });
        page.FindAll("nav[aria-label='Currency'] a").Select(link => link.TextContent).ShouldBe(["EUR", "USD"]);
    }

    private IRenderedComponent<PricingTable> Show(CatalogSnapshot catalog, Shopper? shopper = null, BillingInterval interval = BillingInterval.Monthly) =>
        Render<PricingTable>(parameters => parameters
            .Add(table => table.Catalog, catalog)
            .Add(table => table.Currency, Currency.Usd)
            .Add(table => table.Interval, interval)
            .Add(table => table.Shopper, shopper ?? Shopper.Visitor));
}
