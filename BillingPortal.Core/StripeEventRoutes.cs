using BillingPortal.Core.Customers;
using BillingPortal.Core.Invoices;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Core.Webhooks;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core;

/// <summary>THE table: event type → object to read again → handlers in order, each line with its why.</summary>
/// <remarks>
/// A type that is not here is stored as ignored. Left out on purpose: invoice.upcoming, whose invoice has no id yet and so can neither be
/// read again nor stored; payment_intent.*, setup_intent.* and payment_method.*, which tell nothing that the lines below do not.
/// </remarks>
public static class StripeEventRoutes
{
    public static EventRoutes Table { get; } = new(
    [
        Session("checkout.session.completed", "The customer has paid or given a card: tie the Stripe customer to the organization and show the subscription."),
        Session("checkout.session.expired", "The attempt is over; the next click makes a new session."),
        Session("checkout.session.async_payment_succeeded", "A slow payment method came through after Checkout was done."),
        Session("checkout.session.async_payment_failed", "A slow payment method failed after Checkout was done; the subscription's status says so."),

        Subscription("customer.subscription.created", "A subscription exists: by Checkout, by support or by hand at Stripe."),
        Subscription("customer.subscription.updated", "Status, price, quantity, trial or cancellation changed, wherever that was done."),
        Subscription("customer.subscription.deleted", "It has ended; Stripe still answers for it, so it is read like any other."),
        Subscription("customer.subscription.paused", "A trial ended without a payment method."),
        Subscription("customer.subscription.resumed", "A paused subscription goes on."),
        Subscription("customer.subscription.trial_will_end", "Three days before the end of the trial: a moment to read the dates again."),
        Subscription("customer.subscription.pending_update_applied", "A change that waited for its payment came true."),
        Subscription("customer.subscription.pending_update_expired", "A change that waited for its payment fell away."),

        Invoice("invoice.created", "A draft or a first invoice exists."),
        Invoice("invoice.finalized", "From now on it has a number, a page and a PDF."),
        Invoice("invoice.finalization_failed", "It stays a draft until somebody mends the cause."),
        Invoice("invoice.updated", "Amounts, dates or attempts changed."),
        Invoice("invoice.paid", "It is settled, by payment or outside of Stripe."),
        Invoice("invoice.payment_succeeded", "A payment for it came through."),
        Invoice("invoice.payment_failed", "An attempt failed: dunning begins or goes on, the next attempt has a date."),
        Invoice("invoice.payment_action_required", "The cardholder must authenticate; the banner shows it."),
        Invoice("invoice.voided", "It no longer counts."),
        Invoice("invoice.marked_uncollectible", "Collecting it was given up."),
        Invoice("invoice.sent", "It was mailed by Stripe and has a due date."),
        Invoice("invoice.overdue", "Its due date has passed."),
        EventRoute.For<Wire.Invoice>("invoice.deleted", Invoice, "A draft was thrown away and cannot be read any more: the payload is the truth.", typeof(InvoiceEventHandler)) with { UsesPayload = true },

        Customer("customer.created", "A customer exists; ours carry the organization's id."),
        Customer("customer.updated", "Address, balance, default card or e-mail changed, perhaps in Stripe's portal."),
        EventRoute.For<Wire.Customer>("customer.deleted", Customer, "Stripe answers with a bare stub from now on: the payload is the truth, and the organization gets a new customer at its next checkout.", typeof(CustomerEventHandler)) with { UsesPayload = true },

        Charge("charge.succeeded", "Money came in."),
        Charge("charge.failed", "The reason of a refusal is on the charge."),
        Charge("charge.updated", "Description or dispute state changed."),
        Charge("charge.refunded", "Money was given back, in part or whole; the charge lists its refunds."),
        Refund("charge.refund.updated", "A refund changed after it was made: it can still fail."),
        Refund("refund.created", "The same news by the newer name."),
        Refund("refund.updated", "The same news by the newer name."),
        Refund("refund.failed", "The bank sent the money back to us."),
        Dispute("charge.dispute.created", "A cardholder's bank takes the payment back; somebody must answer in time."),
        Dispute("charge.dispute.updated", "Evidence or status changed."),
        Dispute("charge.dispute.closed", "Won or lost."),
        Dispute("charge.dispute.funds_withdrawn", "The amount left our balance."),
        Dispute("charge.dispute.funds_reinstated", "The amount came back."),
    ]);

    private static readonly object WithCharge = new { Expand = (IReadOnlyList<string>)["charge"] };

    private static EventRoute<Wire.CheckoutSession> Session(string type, string why) => EventRoute.For<Wire.CheckoutSession>(
        type, (stripe, id, cancellation) => stripe.GetCheckoutSessionAsync(new CheckoutSessionId(id), cancellation, CheckoutSessions.Expansions), why, typeof(CheckoutSessionEventHandler));

    private static EventRoute<Wire.Subscription> Subscription(string type, string why) => EventRoute.For<Wire.Subscription>(
        type, (stripe, id, cancellation) => stripe.GetSubscriptionAsync(new SubscriptionId(id), cancellation, SubscriptionReader.Expansions), why, typeof(SubscriptionEventHandler));

    private static EventRoute<Wire.Invoice> Invoice(string type, string why) =>
        EventRoute.For<Wire.Invoice>(type, Invoice, why, typeof(InvoiceEventHandler), typeof(SubscriptionInvoiceEventHandler));

    private static EventRoute<Wire.Customer> Customer(string type, string why) => EventRoute.For<Wire.Customer>(type, Customer, why, typeof(CustomerEventHandler));

    private static EventRoute<Wire.Charge> Charge(string type, string why) =>
        EventRoute.For<Wire.Charge>(type, (stripe, id, cancellation) => stripe.GetChargeAsync(new ChargeId(id), cancellation), why, typeof(ChargeEventHandler));

    private static EventRoute<Wire.Refund> Refund(string type, string why) =>
        EventRoute.For<Wire.Refund>(type, (stripe, id, cancellation) => stripe.GetAsync<Wire.Refund>($"/v1/refunds/{id}", WithCharge, cancellation), why, typeof(RefundEventHandler));

    /// <summary>Read with its charge, which names the customer: a dispute can be here before the payment that it is about.</summary>
    private static EventRoute<Wire.Dispute> Dispute(string type, string why) => EventRoute.For<Wire.Dispute>(
        type, (stripe, id, cancellation) => stripe.GetAsync<Wire.Dispute>($"/v1/disputes/{id}", WithCharge, cancellation), why, typeof(DisputeEventHandler));

    private static Task<Wire.Customer> Customer(StripeClient stripe, string id, CancellationToken cancellation) => stripe.GetCustomerAsync(new CustomerId(id), cancellation);

    /// <summary>An invoice brings its first ten lines along; the others are read page by page.</summary>
    private static async Task<Wire.Invoice> Invoice(StripeClient stripe, string id, CancellationToken cancellation)
    {
        var invoice = await stripe.GetInvoiceAsync(new InvoiceId(id), cancellation);
        if (!invoice.Lines.HasMore)
            return invoice;
        var lines = new List<Wire.InvoiceLine>();
        await foreach (var line in stripe.ListAllAsync<Wire.InvoiceLine>($"/v1/invoices/{id}/lines", null, cancellation))
            lines.Add(line);
        return invoice with { Lines = new Wire.StripeList<Wire.InvoiceLine> { Data = lines } };
    }
}
