using BillingPortal.Core.Catalog;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Core.Subscriptions.Changes;
using BillingPortal.Tests.Journeys;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Subscriptions.Changes;

/// <summary>A shop whose organization has a subscription, and the words in which tests speak of changing it.</summary>
internal sealed class ChangeRoom(Shop shop) : IAsyncDisposable
{
    private int asked;

    public Shop Shop => shop;

    public static async Task<ChangeRoom> SubscribedAsync(DatabaseKind kind, string plan = "team", BillingInterval interval = BillingInterval.Monthly, long seats = 3, bool trial = false, TimeProvider? time = null)
    {
        var shop = await Shop.OpenAsync(kind, time);
        var started = await shop.StartedAsync(shop.Request(plan, interval, seats, trial, agreed: true));
        await StripeSide.PayAsync(shop.World, started.SessionId);
        (await shop.ReturnAsync(started.SessionId)).State.ShouldBe(CheckoutReturnState.Done);
        return new ChangeRoom(shop);
    }

    public void Days(double days) => shop.World.Time.Advance(TimeSpan.FromDays(days));

    public Task<Outcome<ChangeQuote>> AskAsync(string plan, BillingInterval interval = BillingInterval.Monthly, long seats = 3) => shop.World.Get<QuoteService>().PreviewAsync(
        new ChangeRequest(shop.Organization, new PlanChoice(new PlanCode(plan), interval, seats), "user:1"), CancellationToken.None);

    public async Task<ChangeQuote> QuoteAsync(string plan, BillingInterval interval = BillingInterval.Monthly, long seats = 3)
    {
        var quote = await AskAsync(plan, interval, seats);
        return quote.Succeeded ? quote.Value : throw new InvalidOperationException($"{quote.Error.Code}: {quote.Error.Detail}");
    }

    public Task<Outcome<ChangeResult>> ConfirmAsync(ChangeQuote quote) =>
        shop.World.Get<ChangeService>().ConfirmAsync(shop.Organization, quote.Id, "user:1", CancellationToken.None);

    public async Task<ChangeResult> ConfirmedAsync(ChangeQuote quote)
    {
        var result = await ConfirmAsync(quote);
        return result.Succeeded ? result.Value : throw new InvalidOperationException($"{result.Error.Code}: {result.Error.Detail}");
    }

    public async Task<SubscriptionView> CurrentAsync() => (await shop.CurrentAsync())!;

    public async Task<Wire.Subscription> AtStripeAsync() => (await shop.AtStripeAsync()).ShouldHaveSingleItem();

    /// <summary>From now on the customer pays with this card.</summary>
    public async Task CardAsync(string card)
    {
        var stripe = shop.World.Get<StripeClient>();
        var subscription = await AtStripeAsync();
        var attached = await stripe.PostAsync<Wire.PaymentMethod>($"/v1/payment_methods/{card}/attach", new { Customer = subscription.Customer.Id }, Key("card"), CancellationToken.None);
        await stripe.PostAsync<Wire.Subscription>($"/v1/subscriptions/{subscription.Id}", new { DefaultPaymentMethod = attached.Id }, Key("default"), CancellationToken.None);
    }

    public async Task<List<Wire.Invoice>> InvoicesAsync()
    {
        var found = new List<Wire.Invoice>();
        await foreach (var invoice in shop.World.Get<StripeClient>().ListAllAsync<Wire.Invoice>("/v1/invoices", null, CancellationToken.None))
            found.Add(invoice);
        return found;
    }

    public IdempotencyKey Key(string what) => new($"{what}_{++asked}");

    public ValueTask DisposeAsync() => shop.DisposeAsync();
}
