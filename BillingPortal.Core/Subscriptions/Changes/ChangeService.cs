using System.Text.Json;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>What a confirmed change came to.</summary>
/// <param name="ClientSecret">Only when the cardholder must act: lets the browser confirm the payment. Never stored.</param>
public sealed record ChangeResult(QuoteStatus Outcome, string? ClientSecret, InvoiceId? Invoice, DateTimeOffset EffectiveAt);

/// <summary>
/// Carries out a quote once: claimed, priced again to the same second, made at Stripe, projected. Killed anywhere in between, it goes on
/// with the same keys, so Stripe does nothing twice.
/// </summary>
public sealed class ChangeService(QuoteDesk desk, QuoteService quotes, ChangePricing pricing, ChangeAtStripe atStripe, ChangeTools tools)
{
    /// <summary>Refuses with not_found, quote_expired, quote_moved (its facts name the new quote), quote_used, card_declined or conflict.</summary>
    /// <exception cref="StripeException">Stripe was not reached; the same call goes on where this one stopped.</exception>
    public async Task<Outcome<ChangeResult>> ConfirmAsync(OrganizationId organization, string quoteId, string actor, CancellationToken cancellation)
    {
        var claim = await desk.ClaimAsync(organization, quoteId, actor, cancellation);
        if (!claim.Succeeded)
            return claim.Error;
        var (quote, resumed) = claim.Value;
        if (!resumed)
        {
            if (!await StillHoldsAsync(quote, cancellation))
                return await MovedAsync(quote, actor, cancellation);
        }

        // From here on the work is finished even when the browser has gone: half a change is worse than a late answer.
        return await CarryOutAsync(quote, resumed, CancellationToken.None);
    }

    private async Task<bool> StillHoldsAsync(ChangeQuote quote, CancellationToken cancellation)
    {
        try
        {
            var order = new ChangeOrder(quote.SubscriptionId, quote.ItemId, quote.PriceId, quote.Quantity, quote.Timing, PeriodEnd(quote), quote.ProrationDate);
            return QuoteComparison.Holds(quote, await pricing.PriceAsync(order, cancellation));
        }
        catch (StripeException gone) when (gone.Failure is StripeFailure.InvalidRequest or StripeFailure.NotFound)
        {
            return false; // the item, the price or the period is no longer what it was
        }
        catch
        {
            await desk.ReleaseAsync(quote, CancellationToken.None);
            throw;
        }
    }

    /// <summary>The end that the quote was made for; where the change is at once, it is told by the next invoice.</summary>
    private static DateTimeOffset PeriodEnd(ChangeQuote quote) => quote.Timing == ChangeTiming.AtPeriodEnd ? quote.EffectiveAt : quote.NextAt;

    private async Task<Outcome<ChangeResult>> MovedAsync(ChangeQuote quote, string actor, CancellationToken cancellation)
    {
        await desk.MovedAsync(quote, cancellation);
        var fresh = await quotes.PreviewAsync(new ChangeRequest(quote.OrganizationId, quote.Choice, actor), cancellation);
        if (!fresh.Succeeded)
            return fresh.Error;
        return new BillingError(BillingErrorCode.QuoteMoved, "Your subscription has changed since this offer was made, so its price is another one now. Nothing was changed; please look at the new offer.")
        {
            Facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["quote_id"] = fresh.Value.Id },
        };
    }

    private async Task<Outcome<ChangeResult>> CarryOutAsync(ChangeQuote quote, bool resumed, CancellationToken cancellation)
    {
        var fetchedAt = tools.Time.GetUtcNow();
        var before = await atStripe.ReadAsync(quote.SubscriptionId, cancellation);
        var already = resumed && IsDone(quote, before);
        if (quote.PlannedBeforeJson is null)
            await desk.RememberAsync(quote, before, cancellation);
        if (!already && quote.EndedBefore && quote.Timing != ChangeTiming.AtPeriodEnd)
            await atStripe.WithdrawAsync(quote, cancellation);
        var after = already ? before : await atStripe.ApplyAsync(quote, before.CollectionMethod == "charge_automatically", cancellation);
        return await SettleAsync(quote, after, fetchedAt, cancellation);
    }

    /// <summary>After a day Stripe forgets keys; then the state itself tells whether the work was done.</summary>
    private static bool IsDone(ChangeQuote quote, Wire.Subscription subscription) => quote.Timing == ChangeTiming.AtPeriodEnd
        ? subscription.CancelAtPeriodEnd && subscription.Metadata.GetValueOrDefault(PendingChange.PlanKey) == quote.Plan.Value
        : subscription.Items.Data.Exists(item => item.Id == quote.ItemId.Value && item.Price.Id == quote.PriceId.Value && item.Quantity == quote.Quantity);

    private async Task<Outcome<ChangeResult>> SettleAsync(ChangeQuote quote, Wire.Subscription after, DateTimeOffset fetchedAt, CancellationToken cancellation)
    {
        quote.InvoiceId = quote.Timing == ChangeTiming.NowPaid && after.LatestInvoice is { } latest ? new InvoiceId(latest.Id) : null;
        var invoice = after.PendingUpdate is not null && quote.InvoiceId is { } unpaid ? await atStripe.ReadUnpaidAsync(unpaid, cancellation) : null;
        var intent = invoice?.Payments?.Data.Find(payment => payment.IsDefault)?.Payment?.PaymentIntent?.Object;
        quote.Status = after.PendingUpdate is null ? quote.Timing == ChangeTiming.AtPeriodEnd ? QuoteStatus.Scheduled : QuoteStatus.Applied
            : intent?.Status == "requires_action" ? QuoteStatus.RequiresAction
            : QuoteStatus.Declined;
        if (quote.Status != QuoteStatus.Declined)
        {
            await desk.SettleAsync(quote, after, fetchedAt, cancellation);
            return new ChangeResult(quote.Status, invoice?.ConfirmationSecret?.ClientSecret, quote.InvoiceId, quote.EffectiveAt);
        }

        quote.Refusal = DeclineWords.For(intent?.LastPaymentError?.Code, intent?.LastPaymentError?.DeclineCode);
        var restored = await RollBackAsync(quote, cancellation);
        await desk.SettleAsync(quote, restored, fetchedAt, cancellation);
        return new BillingError(BillingErrorCode.CardDeclined, $"{quote.Refusal} Nothing was changed.");
    }

    private async Task<Wire.Subscription> RollBackAsync(ChangeQuote quote, CancellationToken cancellation)
    {
        if (quote.InvoiceId is { } unpaid)
            await atStripe.GiveUpAsync(quote, unpaid, cancellation);
        if (!quote.EndedBefore)
            return await atStripe.ReadAsync(quote.SubscriptionId, cancellation);
        return await atStripe.RestoreAsync(quote, JsonSerializer.Deserialize<Dictionary<string, string>>(quote.PlannedBeforeJson!)!, cancellation);
    }
}
