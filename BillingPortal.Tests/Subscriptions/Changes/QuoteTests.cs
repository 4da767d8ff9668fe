using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Subscriptions.Changes;
using BillingPortal.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Subscriptions.Changes;

public sealed class QuoteTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Two_yeses_at_once_change_and_charge_once(DatabaseKind kind)
    {
        await using var room = await ChangeRoom.SubscribedAsync(kind);
        room.Days(10);
        var quote = await room.QuoteAsync("business");
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => room.ConfirmAsync(quote)));
        results.Count(result => result.Succeeded).ShouldBe(1);
        results.Where(result => !result.Succeeded).ShouldAllBe(result => result.Error!.Code == BillingErrorCode.Conflict || result.Error.Code == BillingErrorCode.QuoteUsed);
        (await room.InvoicesAsync()).Count.ShouldBe(2, "the first month and the upgrade");
    }

    [Fact]
    public async Task A_quote_that_was_used_in_one_tab_is_refused_in_the_other_and_says_what_came_of_it()
    {
        await using var room = await ChangeRoom.SubscribedAsync(DatabaseKind.Sqlite);
        var quote = await room.QuoteAsync("business");
        await room.ConfirmedAsync(quote);
        var again = (await room.ConfirmAsync(quote)).Error!;
        (again.Code, again.Facts["outcome"]).ShouldBe((BillingErrorCode.QuoteUsed, "applied"));
        again.Detail.ShouldEndWith("the change was made.");
    }

    [Fact]
    public async Task A_quote_is_good_for_a_quarter_of_an_hour()
    {
        await using var room = await ChangeRoom.SubscribedAsync(DatabaseKind.Sqlite);
        var quote = await room.QuoteAsync("business");
        room.Shop.World.Time.Advance(TimeSpan.FromMinutes(15));
        (await room.ConfirmAsync(quote)).Error!.Code.ShouldBe(BillingErrorCode.QuoteExpired);
        (await room.InvoicesAsync()).ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_price_that_moved_meanwhile_is_refused_and_the_new_one_is_shown(DatabaseKind kind)
    {
        await using var room = await ChangeRoom.SubscribedAsync(kind);
        room.Days(10);
        var quote = await room.QuoteAsync("business");
        var stripe = room.Shop.World.Get<StripeClient>();
        await stripe.PostAsync<Wire.Customer>(
            $"/v1/customers/{(await room.AtStripeAsync()).Customer.Id}", new { Balance = -1_000 }, room.Key("balance"), CancellationToken.None);
        var moved = (await room.ConfirmAsync(quote)).Error!;
        moved.Code.ShouldBe(BillingErrorCode.QuoteMoved);
        (await room.InvoicesAsync()).ShouldHaveSingleItem("nothing was changed");
        var fresh = (await room.Shop.World.Get<QuoteService>().FindAsync(room.Shop.Organization, moved.Facts["quote_id"], CancellationToken.None)).Value!;
        (await room.ConfirmedAsync(fresh)).Outcome.ShouldBe(QuoteStatus.Applied);
        (await room.InvoicesAsync())[0].AmountPaid.ShouldBe(fresh.AmountDueMinor);
    }

    [Fact]
    public async Task A_quote_of_another_organization_is_not_found()
    {
        await using var room = await ChangeRoom.SubscribedAsync(DatabaseKind.Sqlite);
        var quote = await room.QuoteAsync("business");
        var stranger = await room.Shop.World.OrganizationAsync("Elsewhere", "stranger@example.com");
        (await room.Shop.World.Get<ChangeService>().ConfirmAsync(stranger, quote.Id, "user:2", CancellationToken.None)).Error!.Code.ShouldBe(BillingErrorCode.NotFound);
        (await room.Shop.World.Get<QuoteService>().FindAsync(stranger, quote.Id, CancellationToken.None)).Error!.Code.ShouldBe(BillingErrorCode.NotFound);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_process_that_died_between_Stripe_and_the_commit_is_finished_by_another_and_charges_nothing_twice(DatabaseKind kind)
    {
        await using var room = await ChangeRoom.SubscribedAsync(kind);
        room.Days(10);
        var quote = await room.QuoteAsync("business");
        await room.ConfirmedAsync(quote);
        await room.Shop.World.InTransactionAsync(db => db.ChangeQuotes.Where(row => row.Id == quote.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.Status, QuoteStatus.Confirming).SetProperty(one => one.InvoiceId, (InvoiceId?)null)));
        var interrupted = room.Shop.World.Get<InterruptedChanges>();
        (await interrupted.ResumeAsync(CancellationToken.None)).ShouldBe(0, "its carrier may still be at work");
        room.Shop.World.Time.Advance(TimeSpan.FromMinutes(3));
        (await interrupted.ResumeAsync(CancellationToken.None)).ShouldBe(1);
        (await room.Shop.World.Get<QuoteService>().FindAsync(room.Shop.Organization, quote.Id, CancellationToken.None)).Value!.Status.ShouldBe(QuoteStatus.Applied);
        (await room.InvoicesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task While_Stripe_is_away_a_quote_stays_open()
    {
        await using var room = await ChangeRoom.SubscribedAsync(DatabaseKind.Sqlite, time: TimeProvider.System); // repetitions wait by the clock
        var quote = await room.QuoteAsync("business");
        using var http = new HttpClient { BaseAddress = room.Shop.World.Sandbox!.Address };
        await http.PostAsync(new Uri("/_sandbox/faults?kind=error&path=/v1/invoices/create_preview", UriKind.Relative), null);
        await Should.ThrowAsync<StripeException>(() => room.ConfirmAsync(quote));
        await http.DeleteAsync(new Uri("/_sandbox/faults", UriKind.Relative));
        (await room.ConfirmedAsync(quote)).Outcome.ShouldBe(QuoteStatus.Applied);
    }

    [Theory]
    [InlineData("enterprise", 3, BillingErrorCode.UnknownPlan)]
    [InlineData("community", 3, BillingErrorCode.UnknownPlan)]
    [InlineData("nothing", 3, BillingErrorCode.UnknownPlan)]
    [InlineData("business", 0, BillingErrorCode.ValidationFailed)]
    [InlineData("business", 10_001, BillingErrorCode.ValidationFailed)]
    public async Task A_wish_that_cannot_be_is_refused_with_a_sentence(string plan, long seats, BillingErrorCode code)
    {
        await using var room = await ChangeRoom.SubscribedAsync(DatabaseKind.Sqlite);
        (await room.AskAsync(plan, seats: seats)).Error!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task Stripes_clock_counts_and_not_ours()
    {
        await using var room = await ChangeRoom.SubscribedAsync(DatabaseKind.Sqlite);
        using var http = new HttpClient { BaseAddress = room.Shop.World.Sandbox!.Address };
        await http.PostAsync(new Uri("/_sandbox/clock/advance?seconds=864000", UriKind.Relative), null);
        var quote = await room.QuoteAsync("business");
        quote.ProrationDate.ShouldBe(room.Shop.World.Clock.GetUtcNow().AddDays(10), TimeSpan.FromMinutes(1));
        quote.AmountDueMinor.ShouldBeInRange(4_000, 6_000);
        (await room.ConfirmedAsync(quote)).Outcome.ShouldBe(QuoteStatus.Applied);
        (await room.Shop.World.AuditAsync("subscription.quote_differs")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_subscription_there_is_nothing_to_change()
    {
        await using var shop = await Journeys.Shop.OpenAsync(DatabaseKind.Sqlite);
        (await new ChangeRoom(shop).AskAsync("business")).Error!.Code.ShouldBe(BillingErrorCode.NoSubscription);
    }
}
