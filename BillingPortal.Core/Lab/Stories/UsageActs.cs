using System.Globalization;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>Usage that is measured and billed in arrears, and discounts: what Stripe adds to a subscription's invoices.</summary>
public static class UsageActs
{
    extension(Stage stage)
    {
        /// <summary>Adds a metered price to the subscription: a meter, a product and a price of the story's own, gone when the story is over.</summary>
        /// <param name="unitAmount">For each unit, in minor units of the catalog's currency.</param>
        public async Task AddMeterAsync(long unitAmount)
        {
            var (stripe, cancellation) = (stage.Stripe, stage.Cancellation);
            var meter = await stripe.PostAsync<Thing>("/v1/billing/meters", new { DisplayName = "Lab usage", EventName = stage.MeterName, DefaultAggregation = new { Formula = "sum" } }, cancellation);
            stage.AtEnd.Add(() => stripe.PostAsync<Thing>($"/v1/billing/meters/{meter.Id}/deactivate", null, CancellationToken.None));
            var product = await stripe.PostAsync<Product>("/v1/products", new { Name = "Lab usage" }, cancellation);
            var price = await stripe.PostAsync<Price>("/v1/prices", new
            {
                Product = product.Id, Currency = stage.Cast.Smaller.Monthly.UnitAmount.Currency, UnitAmount = unitAmount,
                Recurring = new { Interval = "month", UsageType = "metered", Meter = meter.Id },
            }, cancellation);
            await stage.UpdateAsync(new { Items = new[] { new { Price = price.Id } }, ProrationBehavior = "none" });
        }

        /// <summary>Reports usage at the story's present.</summary>
        public Task UseAsync(long units) => stage.Stripe.PostAsync<MeterEvent>("/v1/billing/meter_events", new
        {
            EventName = stage.MeterName, Timestamp = stage.Now,
            Payload = new Dictionary<string, string> { ["stripe_customer_id"] = stage.Customer.Value, ["value"] = units.ToString(CultureInfo.InvariantCulture) },
        }, stage.Cancellation);

        /// <summary>A coupon for one invoice.</summary>
        public async Task DiscountNextInvoiceAsync(int percent)
        {
            var coupon = await stage.Stripe.PostAsync<Thing>("/v1/coupons", new { PercentOff = percent, Duration = "once", Name = "Lab" }, stage.Cancellation);
            await stage.UpdateAsync(new { Discounts = new[] { new { Coupon = coupon.Id } } });
        }

        private string MeterName => $"lab_{stage.Customer.Value}";
    }

    private sealed record Thing(string Id) : IStripeObject;

    private sealed record MeterEvent(string EventName);
}
