using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.StripeApi.Resources;

/// <summary>Filter of GET /v1/invoices.</summary>
public sealed record InvoiceList
{
    public CustomerId? Customer { get; init; }

    public SubscriptionId? Subscription { get; init; }

    /// <summary><c>draft</c>, <c>open</c>, <c>paid</c>, <c>uncollectible</c> or <c>void</c>.</summary>
    public string? Status { get; init; }

    public InstantRange? Created { get; init; }

    public IReadOnlyList<string>? Expand { get; init; }
}

/// <summary>Invoices and their charges at Stripe.</summary>
public static class InvoiceCalls
{
    extension(StripeClient stripe)
    {
        public Task<Invoice> GetInvoiceAsync(InvoiceId invoice, CancellationToken cancellation, params IReadOnlyList<string> expand) =>
            stripe.GetAsync<Invoice>($"/v1/invoices/{invoice}", Expansion.Of(expand), cancellation);

        /// <summary>Nothing is owed on it any more; a change of the subscription that waited for its payment falls away.</summary>
        public Task<Invoice> VoidInvoiceAsync(InvoiceId invoice, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<Invoice>($"/v1/invoices/{invoice}/void", null, key, cancellation);

        public IAsyncEnumerable<Invoice> ListInvoicesAsync(InvoiceList filter, CancellationToken cancellation) =>
            stripe.ListAllAsync<Invoice>("/v1/invoices", filter, cancellation);

        /// <summary>With <c>refunds</c> expanded: without, Stripe says how much was refunded but not by which refunds.</summary>
        public Task<Charge> GetChargeAsync(ChargeId charge, CancellationToken cancellation) =>
            stripe.GetAsync<Charge>($"/v1/charges/{charge}", Expansion.Of(["refunds"]), cancellation);
    }
}
