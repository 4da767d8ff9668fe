using BillingPortal.Components.Pages.Overview;
using BillingPortal.Components.Parts;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Core.Subscriptions.Changes;
using Bunit;

namespace BillingPortal.Tests.Components;

public sealed class OverviewTests : PageTest
{
    [Fact]
    public void A_trial_shows_its_end_its_price_and_the_next_payment()
    {
        var text = TextOf(Show(Samples.Overview(Samples.Trialing)));
        text.ShouldContain("Team Trialing");
        text.ShouldContain("Your trial ends on December 4, 2026 (UTC). The first payment of $24.00 is due then.");
        text.ShouldContain("$24.00 per seat per month");
        text.ShouldContain("Next payment $24.00 on December 4, 2026 (UTC)");
        text.ShouldContain("No invoices yet");
    }

    [Fact]
    public void Community_is_led_to_the_plans_and_owes_nothing()
    {
        var page = Show(Samples.Overview(null));
        TextOf(page).ShouldContain("Community Free");
        TextOf(page).ShouldContain("Next payment None");
        page.Find("a.button-primary").GetAttribute("href").ShouldBe("/pricing");
    }

    [Fact]
    public void Features_have_check_marks_and_a_limit_without_number_is_unlimited()
    {
        var page = Show(Samples.Overview(Samples.Trialing));
        page.Find("ul.ticks li").TextContent.ShouldBe("Feature");
        TextOf(page).ShouldContain("History days Unlimited");
    }

    [Fact]
    public void A_planned_change_is_no_end_of_the_subscription()
    {
        var planned = Samples.Trialing with
        {
            Status = SubscriptionStatus.Active, PlanName = "Business", CancelAtPeriodEnd = true,
            PendingChange = new PlanChoice(new PlanCode("team"), BillingInterval.Monthly, 3), PendingPlanName = "Team", PendingUnitAmount = new Money(2400, Currency.Usd),
        };
        var page = Show(Samples.Overview(planned));
        page.FindAll(".banner").ShouldHaveSingleItem().GetAttribute("role").ShouldNotBe("alert");
        TextOf(page).ShouldContain("Business changes to Team");
        TextOf(page).ShouldContain("you change to Team, paid monthly, for 3 seats. Until then everything stays as it is.");
        TextOf(page).ShouldContain("Change planned");
        TextOf(page).ShouldContain("Next payment $72.00 on");
        TextOf(page).ShouldNotContain("will end");
    }

    [Fact]
    public void A_failed_payment_leads_with_one_message_that_pays_the_open_invoice()
    {
        var page = Show(Samples.Overview(Samples.Trialing with { Status = SubscriptionStatus.PastDue, PaymentState = PaymentState.PastDue, CancelAtPeriodEnd = true }, Samples.OpenInvoice));
        var banner = page.FindAll(".banner").ShouldHaveSingleItem();
        banner.GetAttribute("role").ShouldBe("alert");
        banner.QuerySelector("a")!.GetAttribute("href").ShouldBe("https://invoice.example.com/in_1");
    }

    [Fact]
    public void A_confirmation_that_the_bank_wants_comes_before_everything_else() =>
        OverviewMessage.For(Samples.Overview(Samples.Trialing with { Status = SubscriptionStatus.PastDue, PaymentState = PaymentState.RequiresAction }), Samples.Now)!
            .Title.ShouldContain("confirm a payment");

    [Fact]
    public void A_quiet_trial_has_no_message_and_a_trial_about_to_end_has_one()
    {
        var model = Samples.Overview(Samples.Trialing);
        OverviewMessage.For(model, Samples.Now).ShouldBeNull();
        OverviewMessage.For(model, Samples.TrialEnd.AddDays(-2))!.Title.ShouldBe("Your trial ends soon");
    }

    [Fact]
    public void A_plan_that_is_cancelled_takes_no_further_payment() =>
        SubscriptionWords.NextPayment(Samples.Trialing with { Status = SubscriptionStatus.Active, CancelAtPeriodEnd = true }).ShouldBeNull();

    [Fact]
    public void While_it_loads_the_page_says_so_and_a_failure_offers_a_retry_and_no_plan()
    {
        var waiting = Render<LoadView<OverviewModel>>(parameters => parameters.Add(view => view.Of, new Load<OverviewModel>()).Add(view => view.What, "your billing"));
        waiting.Find("[aria-busy=true]").TextContent.ShouldContain("Loading your billing");

        var failed = Render<LoadView<OverviewModel>>(parameters => parameters.Add(view => view.Of, new Load<OverviewModel>(LoadState.Failed)).Add(view => view.What, "your billing"));
        failed.Find("[role=alert]").TextContent.ShouldContain("We could not load your billing.");
        failed.Find("a").TextContent.ShouldBe("Try again");
        TextOf(failed).ShouldNotContain("Community");
    }

    private IRenderedComponent<OverviewContent> Show(OverviewModel model) =>
        Render<OverviewContent>(parameters => parameters.Add(content => content.Model, model).Add(content => content.Now, Samples.Now));
}
