using System.Text.Json;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>Makes quotes: reads Stripe, decides, prices, and writes down what is shown.</summary>
public sealed class QuoteService(
    IDbContextFactory<BillingDb> databases, CustomerService customers, SubscriptionReader reader, ChangeRules rules, ChangePricing pricing, ChangeTools tools)
{
    /// <summary>Refuses with no_subscription, payment_required, unknown_plan, price_unavailable, validation_failed or conflict.</summary>
    /// <exception cref="StripeApi.StripeException">Stripe refused or was not reached; nothing was written.</exception>
    public async Task<Outcome<ChangeQuote>> PreviewAsync(ChangeRequest request, CancellationToken cancellation)
    {
        if (await customers.FindAsync(request.Organization, cancellation) is { } customer)
            await reader.RefreshAsync(customer, request.Actor, cancellation);
        var decided = await rules.DecideAsync(request, cancellation);
        if (!decided.Succeeded)
            return decided.Error;
        var (subscription, _, decision, order) = decided.Value;
        var price = await pricing.PriceAsync(order, cancellation);
        var now = tools.Time.GetUtcNow();
        var quote = new ChangeQuote
        {
            Id = tools.Ids.New("quote"), OrganizationId = request.Organization, SubscriptionId = subscription.Id,
            Plan = request.Wish.Plan, Interval = request.Wish.Interval, Quantity = request.Wish.Quantity, PriceId = order.Price, ItemId = order.Item,
            Kind = decision.Kind, Timing = decision.Timing, EffectiveAt = decision.Timing == ChangeTiming.AtPeriodEnd ? order.PeriodEnd : now,
            ProrationDate = price.ProrationDate ?? now, Currency = subscription.Currency,
            AmountDueMinor = price.AmountDue, TaxMinor = price.Tax, TotalMinor = price.Total, LinesJson = JsonSerializer.Serialize(price.Lines),
            NextTotalMinor = price.NextTotal, NextAt = price.NextAt, CreatedAt = now, ExpiresAt = now + tools.Options.QuoteLifetime,
        };
        await using var db = await databases.CreateDbContextAsync(cancellation);
        db.ChangeQuotes.Add(quote);
        await db.SaveChangesAsync(cancellation);
        BillingMetrics.SubscriptionPreview.Add(1, new KeyValuePair<string, object?>(BillingMetrics.ChangeKindTag, quote.Kind.ToString()));
        return quote;
    }

    /// <summary>A quote of this organization, for the page that comes back to it; another organization's is not found.</summary>
    public async Task<Outcome<ChangeQuote>> FindAsync(OrganizationId organization, string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var quote = await db.ChangeQuotes.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.OrganizationId == organization, cancellation);
        return quote is null ? BillingError.NotFound("The quote") : quote;
    }
}

/// <summary>What every part of a change needs around it.</summary>
public sealed record ChangeTools(TimeProvider Time, IdGenerator Ids, ChangeOptions Options);
