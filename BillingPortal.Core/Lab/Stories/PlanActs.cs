using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>Changes of a running subscription, made at Stripe: what comes of them in the portal is the story.</summary>
public static class PlanActs
{
    extension(Stage stage)
    {
        /// <summary>Another price or number of seats.</summary>
        /// <param name="prorate">always_invoice bills the difference at once, create_prorations with the next invoice, none not at all.</param>
        public Task ChangeAsync(PriceId? price = null, long? seats = null, string prorate = "always_invoice") =>
            stage.UpdateAsync(new { Items = new[] { new { stage.Item.Id, Price = price, Quantity = seats } }, ProrationBehavior = prorate });

        /// <summary>The downgrade waits for the end of the paid period, marked so that the job can apply it.</summary>
        public Task ScheduleDowngradeAsync(CastPlan to) =>
            stage.UpdateAsync(new { CancelAtPeriodEnd = true, Metadata = new Dictionary<string, string> { ["pending_plan"] = to.Code.Value } });

        /// <summary>What the job does inside of its look-ahead, in one request: the new price, no end, no mark, nothing prorated.</summary>
        public Task ApplyDowngradeAsync(CastPlan to) => stage.UpdateAsync(new
        {
            CancelAtPeriodEnd = false, ProrationBehavior = "none", Items = new[] { new { stage.Item.Id, Price = to.Monthly.Id } }, Metadata = new Dictionary<string, string> { ["pending_plan"] = "" },
        });

        public Task CancelAtPeriodEndAsync(bool cancel = true) => stage.UpdateAsync(new { CancelAtPeriodEnd = cancel });

        public Task CancelNowAsync() => stage.Stripe.DeleteAsync<Wire.Subscription>($"/v1/subscriptions/{stage.Subscription.Id}", null, stage.Cancellation);

        public Task ResumeAsync() => stage.Stripe.PostAsync<Wire.Subscription>($"/v1/subscriptions/{stage.Subscription.Id}/resume", new { BillingCycleAnchor = "now" }, stage.Cancellation);

        public Task UpdateAsync(object parameters) =>
            stage.Stripe.PostAsync<Wire.Subscription>($"/v1/subscriptions/{stage.Subscription.Id}", parameters, stage.Cancellation);
    }
}
