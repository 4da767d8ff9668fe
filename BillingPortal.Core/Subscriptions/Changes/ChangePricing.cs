using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>A decided change of one item, ready to be priced or made.</summary>
/// <param name="PeriodEnd">The end of the period that is paid for, or of the trial.</param>
/// <param name="ProrationDate">The second to which prorations are worked out; null lets Stripe take its own present, which is the only clock that counts.</param>
public sealed record ChangeOrder(SubscriptionId Subscription, SubscriptionItemId Item, PriceId Price, long Quantity, ChangeTiming Timing, DateTimeOffset PeriodEnd, DateTimeOffset? ProrationDate);

/// <summary>What a change costs, in minor units of the subscription's currency.</summary>
/// <param name="AmountDue">Now, tax included, after credits.</param>
/// <param name="Total">Of the invoice that is made now; of the credit when there is none.</param>
/// <param name="NextTotal">Of the next ordinary invoice.</param>
/// <param name="ProrationDate">The second to which Stripe worked it out; null where nothing is prorated.</param>
public sealed record ChangePrice(long AmountDue, long Tax, long Total, IReadOnlyList<QuoteLine> Lines, long NextTotal, DateTimeOffset NextAt, DateTimeOffset? ProrationDate);

/// <summary>Asks Stripe what a change would cost: its own arithmetic, never a second one.</summary>
public sealed class ChangePricing(StripeClient stripe, IdGenerator ids)
{
    /// <exception cref="StripeException">Stripe refused or was not reached.</exception>
    public Task<ChangePrice> PriceAsync(ChangeOrder order, CancellationToken cancellation) => order.Timing switch
    {
        ChangeTiming.NowPaid => PaidAsync(order, cancellation),
        ChangeTiming.NowCredited => CreditedAsync(order, cancellation),
        _ => LaterAsync(order, cancellation),
    };

    private async Task<ChangePrice> PaidAsync(ChangeOrder order, CancellationToken cancellation)
    {
        var now = PreviewAsync(order, "always_invoice", order.ProrationDate, cancellation);
        var next = PreviewAsync(order, "none", null, cancellation);
        var (invoice, later) = (await now, await next);
        var lines = LinesOf(invoice, _ => true);
        var coveredUntil = lines.Where(line => line.AmountMinor > 0).Select(line => line.PeriodEnd).DefaultIfEmpty(order.PeriodEnd).Max();
        return new ChangePrice(invoice.AmountDue, TaxOf(invoice), invoice.Total, lines, later.Total, coveredUntil, order.ProrationDate ?? DateOf(invoice));
    }

    /// <summary>The next invoice carries the credit; what is shown as lines is the credit alone.</summary>
    private async Task<ChangePrice> CreditedAsync(ChangeOrder order, CancellationToken cancellation)
    {
        var next = await PreviewAsync(order, "create_prorations", order.ProrationDate, cancellation);
        var date = order.ProrationDate ?? DateOf(next);
        var lines = LinesOf(next, line => line.IsProration && line.Period.Start == date);
        return new ChangePrice(0, 0, lines.Sum(line => line.AmountMinor), lines, next.Total, order.PeriodEnd, date);
    }

    private async Task<ChangePrice> LaterAsync(ChangeOrder order, CancellationToken cancellation)
    {
        var next = await PreviewAsync(order, "none", null, cancellation);
        return new ChangePrice(0, 0, 0, [], next.Total, order.PeriodEnd, ProrationDate: null);
    }

    private Task<Wire.Invoice> PreviewAsync(ChangeOrder order, string proration, DateTimeOffset? date, CancellationToken cancellation) => stripe.PreviewInvoiceAsync(
        new InvoicePreview
        {
            Subscription = order.Subscription,
            SubscriptionDetails = new PreviewedSubscription
            {
                Items = [new SubscriptionItemChange { Id = order.Item, Price = order.Price, Quantity = order.Quantity }],
                ProrationBehavior = proration,
                ProrationDate = date,
                CancelAtPeriodEnd = false, // a planned end would leave no next invoice to show
            },
        },
        new IdempotencyKey(ids.New("preview")), // a question of its own each time: the same key would bring back an old answer
        cancellation);

    private static List<QuoteLine> LinesOf(Wire.Invoice invoice, Func<Wire.InvoiceLine, bool> which) =>
        [.. invoice.Lines.Data.Where(which).Select(line => new QuoteLine(line.Description ?? "", line.Amount, line.Period.Start, line.Period.End))];

    /// <summary>An invoice of its own says it; on the next ordinary one it is where the newest proration begins.</summary>
    private static DateTimeOffset? DateOf(Wire.Invoice invoice) => invoice.Parent?.SubscriptionDetails?.SubscriptionProrationDate
        ?? invoice.Lines.Data.Where(line => line.IsProration).Select(line => (DateTimeOffset?)line.Period.Start).Max();

    private static long TaxOf(Wire.Invoice invoice) => invoice.TotalTaxes?.Sum(tax => tax.Amount) ?? 0;
}
