using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi.Wire;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>What customers do on Stripe's hosted portal, reached through the link that our portal makes.</summary>
public static class PortalActs
{
    private static readonly string[] PricesOnly = ["price"];

    extension(Stage stage)
    {
        public async Task CancelInPortalAsync() => await stage.PressInPortalAsync(await stage.OpenPortalAsync("subscription_cancel", null), "cancel", []);

        /// <summary>Switches the plan, with a configuration of the hosted portal that allows it.</summary>
        public async Task SwitchPlanInPortalAsync(CastPlan to)
        {
            var products = await Task.WhenAll(new[] { stage.Cast.Smaller, stage.Cast.Bigger }.Select(async plan =>
            {
                var price = await stage.Stripe.GetAsync<Price>($"/v1/prices/{plan.Monthly.Id}", null, stage.Cancellation);
                return new { Product = price.Product!.Id, Prices = new[] { price.Id } };
            }));
            var configuration = await stage.Stripe.PostAsync<Configuration>("/v1/billing_portal/configurations", new
            {
                Features = new { SubscriptionUpdate = new { Enabled = true, DefaultAllowedUpdates = PricesOnly, Products = products, ProrationBehavior = "none" } },
            }, stage.Cancellation);
            await stage.PressInPortalAsync(await stage.OpenPortalAsync("subscription_update", configuration.Id), "update", [new("price", to.Monthly.Id.Value)]);
        }

        private async Task<Uri> OpenPortalAsync(string flow, string? configuration)
        {
            var opened = await stage.Portal.HostedPortal.OpenAsync(new PortalRequest(stage.Organization, null, configuration, flow), stage.Cancellation);
            return opened.Succeeded ? opened.Value : throw new StoryException($"The portal did not open Stripe's: {opened.Error.Detail}");
        }

        /// <summary>The button of the page that the customer sees for the subscription.</summary>
        private Task PressInPortalAsync(Uri session, string page, IEnumerable<KeyValuePair<string, string>> fields)
        {
            var home = session.GetLeftPart(UriPartial.Path).TrimEnd('/');
            return stage.Sandbox.PressAsync(new Uri($"{home}/subscriptions/{stage.Subscription.Id}/{page}"), fields.Append(new("subscription", stage.Subscription.Id)), stage.Cancellation);
        }
    }

    private sealed record Configuration(string Id) : IStripeObject;
}
