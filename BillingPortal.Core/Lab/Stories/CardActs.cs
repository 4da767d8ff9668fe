using BillingPortal.Core.StripeApi;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>Cards and payments after the purchase: another card, the bank's page, paying by hand.</summary>
public static class CardActs
{
    private static readonly string[] ConfirmationSecret = ["confirmation_secret"];

    extension(Stage stage)
    {
        /// <summary>Saves a card and makes it the default of customer and subscription, as the customer portal does.</summary>
        public async Task UseCardAsync(string card)
        {
            var (stripe, cancellation) = (stage.Stripe, stage.Cancellation);
            var saved = await stripe.PostAsync<Wire.PaymentMethod>($"/v1/payment_methods/{card}/attach", new { stage.Customer }, cancellation);
            await stripe.PostAsync<Wire.Customer>($"/v1/customers/{stage.Customer}", new { InvoiceSettings = new { DefaultPaymentMethod = saved.Id } }, cancellation);
            if (stage.Seen?.AtStripe is { EndedAt: null } subscription)
                await stripe.PostAsync<Wire.Subscription>($"/v1/subscriptions/{subscription.Id}", new { DefaultPaymentMethod = saved.Id }, cancellation);
        }

        public Task PayOpenInvoiceAsync() => stage.TryAsync(() =>
            stage.Stripe.PostAsync<Wire.Invoice>($"/v1/invoices/{stage.OpenInvoice}/pay", null, stage.Cancellation));

        /// <summary>On the page of the cardholder's bank.</summary>
        public async Task AuthenticateAsync(bool approve)
        {
            var invoice = await stage.Stripe.GetAsync<WaitingInvoice>($"/v1/invoices/{stage.OpenInvoice}", new { Expand = ConfirmationSecret }, stage.Cancellation);
            var secret = invoice.ConfirmationSecret?.ClientSecret ?? throw new StoryException("The open invoice has no payment to confirm.");
            await stage.Sandbox.AnswerBankAsync(secret[..secret.IndexOf("_secret_", StringComparison.Ordinal)], approve, stage.Cancellation);
        }

        private string OpenInvoice => stage.Seen?.Invoices.FirstOrDefault(invoice => invoice.Status == "open")?.Id ?? throw new StoryException("There is no open invoice.");
    }

    private sealed record WaitingInvoice(string Id, Secret? ConfirmationSecret) : Wire.IStripeObject;

    private sealed record Secret(string ClientSecret);
}
