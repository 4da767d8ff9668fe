using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>The calls that make a quote come true. Each has a key made of the quote and the step: repeated after a crash, it does nothing twice.</summary>
public sealed class ChangeAtStripe(StripeClient stripe)
{
    public Task<Wire.Subscription> ReadAsync(SubscriptionId subscription, CancellationToken cancellation) =>
        stripe.GetSubscriptionAsync(subscription, cancellation, SubscriptionReader.Expansions);

    /// <summary>The invoice of a change that waits for its payment, with what became of the payment. Read apart: from the subscription it lies too deep to be expanded.</summary>
    public Task<Wire.Invoice> ReadUnpaidAsync(InvoiceId invoice, CancellationToken cancellation) =>
        stripe.GetInvoiceAsync(invoice, cancellation, "confirmation_secret", "payments.data.payment.payment_intent");

    /// <summary>Makes the change, or writes it down at Stripe when it waits for the end of the period.</summary>
    /// <param name="quote">What was agreed.</param>
    /// <param name="charged">False for subscriptions that are paid by invoice: there is nothing to wait for then.</param>
    public Task<Wire.Subscription> ApplyAsync(ChangeQuote quote, bool charged, CancellationToken cancellation)
    {
        var items = new[] { new SubscriptionItemChange { Id = quote.ItemId, Price = quote.PriceId, Quantity = quote.Quantity } };
        return UpdateAsync(quote, "apply", quote.Timing switch
        {
            // Until the invoice is paid everything stays as it is: a refused payment rolls back by itself.
            ChangeTiming.NowPaid => new SubscriptionUpdate
            {
                Items = items, ProrationBehavior = "always_invoice", ProrationDate = quote.ProrationDate, PaymentBehavior = charged ? "pending_if_incomplete" : null,
            },
            ChangeTiming.NowCredited => new SubscriptionUpdate { Items = items, ProrationBehavior = "create_prorations", ProrationDate = quote.ProrationDate },
            ChangeTiming.NowFree => new SubscriptionUpdate { Items = items, ProrationBehavior = "none" },
            _ => new SubscriptionUpdate { CancelAtPeriodEnd = true, Metadata = new PendingChange(quote.Choice).ToMetadata() },
        }, cancellation);
    }

    /// <summary>What was planned for the end of the period is withdrawn: the customer wants something else now.</summary>
    public Task<Wire.Subscription> WithdrawAsync(ChangeQuote quote, CancellationToken cancellation) =>
        UpdateAsync(quote, "withdraw", new SubscriptionUpdate { CancelAtPeriodEnd = false, Metadata = PendingChange.NoMarks }, cancellation);

    /// <summary>What was withdrawn comes back, because the payment for the other wish was refused.</summary>
    public Task<Wire.Subscription> RestoreAsync(ChangeQuote quote, IReadOnlyDictionary<string, string> marks, CancellationToken cancellation) =>
        UpdateAsync(quote, "restore", new SubscriptionUpdate { CancelAtPeriodEnd = true, Metadata = marks.Count > 0 ? marks : null }, cancellation);

    /// <summary>Gives up an unpaid change. Voiding its invoice makes Stripe forget what was pending.</summary>
    public Task GiveUpAsync(ChangeQuote quote, InvoiceId invoice, CancellationToken cancellation) =>
        stripe.VoidInvoiceAsync(invoice, Key(quote, "give_up"), cancellation);

    private Task<Wire.Subscription> UpdateAsync(ChangeQuote quote, string step, SubscriptionUpdate change, CancellationToken cancellation) =>
        stripe.UpdateSubscriptionAsync(quote.SubscriptionId, change with { Expand = SubscriptionReader.Expansions }, Key(quote, step), cancellation);

    private static IdempotencyKey Key(ChangeQuote quote, string step) => IdempotencyKey.For("change", quote.Id, step);
}
