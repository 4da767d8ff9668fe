using BillingPortal.Access;
using BillingPortal.Components.Pages.Checkout;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using Bunit;

namespace BillingPortal.Tests.Components;

public sealed class CheckoutTests : PageTest
{
    private static readonly CheckoutOffer WithTrial = new(Samples.Team, Samples.Team.Prices[0], 1, 14, null, Samples.TrialEnd);
    private static readonly CheckoutOffer Denied = WithTrial with { TrialDenied = "Your organization had its free trial already.", FirstPayment = null, Seats = 3 };

    [Fact]
    public void A_trial_is_offered_with_the_day_and_the_amount_of_the_first_payment()
    {
        var text = TextOf(Show(WithTrial));
        text.ShouldContain("First payment $24.00 on December 4, 2026 (UTC)");
        text.ShouldContain("Due today $0.00");
        text.ShouldContain("Start 14-day trial");
    }

    [Fact]
    public void A_denied_trial_says_why_and_what_is_charged_and_asks_for_agreement_first()
    {
        var card = Show(Denied);
        var text = TextOf(card);
        text.ShouldContain("Your organization had its free trial already.");
        text.ShouldContain("Due now $72.00");
        card.Find("button.button-primary").TextContent.ShouldBe("Pay $72.00 now");
        card.Find("input[type=checkbox]").HasAttribute("checked").ShouldBeFalse();
        text.ShouldNotContain("Start 14-day trial");
    }

    [Fact]
    public void Without_the_tick_the_page_says_what_is_missing_beside_the_box()
    {
        var card = Render<OfferCard>(parameters => parameters.Add(offer => offer.Offer, Denied).Add(offer => offer.Intent, new BuyIntent("team", Trial: true)).Add(offer => offer.AgreementMissing, true));
        card.Find("#agreed").GetAttribute("aria-describedby").ShouldBe("agreed-error");
        card.Find("#agreed-error").TextContent.ShouldContain("Tick the box");
    }

    [Fact]
    public void Changing_the_seats_keeps_plan_interval_and_trial() =>
        Show(WithTrial).FindAll("form[method=get] input[type=hidden]").Select(input => $"{input.GetAttribute("name")}={input.GetAttribute("value")}")
            .ShouldBe(["plan=team", "interval=monthly", "trial=true"]);

    [Fact]
    public void After_the_checkout_the_plan_the_trial_end_and_the_first_payment_are_named()
    {
        var text = TextOf(Show(Progress(CheckoutReturnState.Done, Samples.Trialing)));
        text.ShouldContain("You’re on Team.");
        text.ShouldContain("Your trial ends on December 4, 2026 (UTC). Nothing was charged today; the first payment of $24.00 is due then.");
    }

    [Fact]
    public void A_failed_read_says_that_Stripe_cannot_be_reached_and_never_names_a_plan()
    {
        foreach (var unknown in new[] { ReturnProgress.Start, ReturnProgress.Start.WithFailure(), ReturnProgress.Start.With(new BillingError(BillingErrorCode.StripeUnavailable, "Stripe is away.")), Progress(CheckoutReturnState.Processing, null) })
        {
            var text = TextOf(Show(unknown));
            text.ShouldNotContain("Free");
            text.ShouldNotContain("Community");
            text.ShouldNotContain("You’re on");
            unknown.IsSettled.ShouldBeFalse();
        }

        TextOf(Show(ReturnProgress.Start.WithFailure())).ShouldContain("Stripe cannot be reached");
    }

    [Fact]
    public void A_read_that_works_after_a_failed_one_settles_the_page() =>
        ReturnProgress.Start.WithFailure().With(new CheckoutReturn(CheckoutReturnState.Done, Samples.Trialing)).IsSettled.ShouldBeTrue();

    [Theory]
    [InlineData(CheckoutReturnState.Open, "Checkout is not finished")]
    [InlineData(CheckoutReturnState.Expired, "This checkout has expired")]
    public void An_unfinished_checkout_leads_back_to_it(CheckoutReturnState state, string title)
    {
        var page = Show(Progress(state, null));
        TextOf(page).ShouldContain(title);
        page.Find("a.button-primary").GetAttribute("href").ShouldBe("/auth/trial-checkout");
    }

    private static ReturnProgress Progress(CheckoutReturnState state, SubscriptionView? subscription) => ReturnProgress.Start.With(new CheckoutReturn(state, subscription));

    private IRenderedComponent<OfferCard> Show(CheckoutOffer offer) => Render<OfferCard>(parameters => parameters
        .Add(card => card.Offer, offer)
        .Add(card => card.Intent, new BuyIntent("team", "monthly", Trial: true))
        .Add(card => card.OrganizationName, "Example Ltd"));

    private IRenderedComponent<ReturnOutcome> Show(ReturnProgress progress) => Render<ReturnOutcome>(parameters => parameters.Add(outcome => outcome.Progress, progress));
}
