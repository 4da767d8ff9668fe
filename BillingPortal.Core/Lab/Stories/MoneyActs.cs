using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>Giving money back.</summary>
public static class MoneyActs
{
    extension(Stage stage)
    {
        /// <param name="amount">Null gives back all that is left.</param>
        public Task RefundAsync(Money? amount = null)
        {
            var charge = stage.Seen?.Charges.FirstOrDefault(paid => paid.Status == "succeeded") ?? throw new StoryException("Nothing was paid that could be given back.");
            return stage.Stripe.PostAsync<Wire.Refund>("/v1/refunds", new { Charge = charge.Id, Amount = amount?.AmountMinor, Reason = "requested_by_customer" }, stage.Cancellation);
        }
    }
}
