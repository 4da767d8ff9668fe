using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>Buying: the portal's own checkout, and Stripe's page behind it.</summary>
public static class BuyingActs
{
    extension(Stage stage)
    {
        /// <summary>From the portal's button to the paid session, with one of Stripe's test cards.</summary>
        public async Task BuyAsync(CastPlan plan, long seats = 1, bool trial = false, string card = TestCards.Works, BillingInterval interval = BillingInterval.Monthly) =>
            await stage.PayAsync(await stage.StartCheckoutAsync(plan, seats, trial, interval), card);

        public async Task<CheckoutSessionId> StartCheckoutAsync(CastPlan plan, long seats = 1, bool trial = false, BillingInterval interval = BillingInterval.Monthly)
        {
            var request = new CheckoutRequest(
                stage.Organization, plan.Code, interval, seats, null, trial, AgreedToPayNow: false, null, null, "lab", StageBuilder.OwnerAddress);
            var started = await stage.Portal.Checkout.StartAsync(request, stage.Cancellation);
            return started.Succeeded ? started.Value.SessionId : throw new StoryException($"The portal refused the checkout: {started.Error.Detail}");
        }

        /// <summary>Completes Stripe's page, by the path that Stripe's own command line uses.</summary>
        public Task PayAsync(CheckoutSessionId session, string card) => stage.TryAsync(() =>
            stage.Stripe.PostAsync<Wire.CheckoutSession>($"/v1/payment_pages/{session}/confirm", new { PaymentMethod = card }, stage.Cancellation));

        /// <summary>As support would at Stripe: a trial that asks for no card.</summary>
        public Task StartTrialWithoutCardAsync(CastPlan plan, string atEnd) => stage.Stripe.PostAsync<Wire.Subscription>("/v1/subscriptions", new
        {
            Customer = stage.Customer,
            Items = new[] { new { Price = plan.Monthly.Id, Quantity = 1 } },
            TrialPeriodDays = stage.Cast.TrialDays,
            TrialSettings = new { EndBehavior = new { MissingPaymentMethod = atEnd } },
        }, stage.Cancellation);
    }
}

/// <summary>Stripe's test cards that the stories use. https://docs.stripe.com/testing</summary>
public static class TestCards
{
    public const string Works = "pm_card_visa";

    /// <summary>4000 0000 0000 0341: can be saved, and every charge of it is declined.</summary>
    public const string SavesThenDeclines = "pm_card_chargeCustomerFail";

    /// <summary>4000 0027 6000 3184: asks its holder each time.</summary>
    public const string AsksEachTime = "pm_card_authenticationRequired";

    /// <summary>4000 0000 0000 0259: the bank takes the payment back.</summary>
    public const string Disputed = "pm_card_createDispute";

    /// <summary>4000 0000 0000 5126: a refund to it fails.</summary>
    public const string RefundFails = "pm_card_refundFail";
}
