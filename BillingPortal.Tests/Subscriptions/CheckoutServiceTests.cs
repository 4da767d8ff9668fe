using BillingPortal.Core.Catalog;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Subscriptions;

public sealed class CheckoutServiceTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Two_clicks_at_once_make_one_customer_and_one_session(DatabaseKind kind)
    {
        await using var shop = await Shop.OpenAsync(kind, TimeProvider.System);
        var started = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.StartedAsync()));
        started.Select(checkout => checkout.SessionId).Distinct().ShouldHaveSingleItem();
        started.ShouldAllBe(checkout => checkout.TrialApplied && checkout.TrialDeniedReason == null);
        (await shop.SessionsAtStripeAsync()).ShouldHaveSingleItem();
        (await shop.World.AuditAsync("checkout.started")).ShouldHaveSingleItem().Actor.ShouldBe("user:1");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_crash_between_Stripe_and_our_commit_finds_the_same_session(DatabaseKind kind)
    {
        await using var shop = await Shop.OpenAsync(kind);
        var first = await shop.StartedAsync();
        await shop.World.InTransactionAsync(async db =>
        {
            var attempt = await db.CheckoutAttempts.SingleAsync();
            (attempt.SessionId, attempt.Url, attempt.ExpiresAt, attempt.Status) = (null, null, null, CheckoutAttemptStatus.Started);
        });
        (await shop.StartedAsync()).SessionId.ShouldBe(first.SessionId);
        (await shop.SessionsAtStripeAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Another_wish_makes_another_session_and_closes_the_first()
    {
        await using var shop = await Shop.OpenAsync(DatabaseKind.Sqlite);
        var monthly = await shop.StartedAsync();
        var yearly = await shop.StartedAsync(shop.Request(interval: BillingInterval.Yearly));
        yearly.SessionId.ShouldNotBe(monthly.SessionId);
        var sessions = (await shop.SessionsAtStripeAsync()).ToDictionary(session => session.Id, session => session.Status);
        sessions[monthly.SessionId.Value].ShouldBe("expired");
        sessions[yearly.SessionId.Value].ShouldBe("open");
        (await shop.ReturnAsync(monthly.SessionId)).State.ShouldBe(CheckoutReturnState.Expired);
        (await shop.ReturnAsync(yearly.SessionId)).State.ShouldBe(CheckoutReturnState.Open);
    }

    [Fact]
    public async Task An_expired_session_is_replaced_by_a_new_one_for_the_same_wish()
    {
        await using var shop = await Shop.OpenAsync(DatabaseKind.Sqlite);
        var first = await shop.StartedAsync();
        await shop.World.Get<CheckoutSessions>().CloseAsync(first.SessionId, CancellationToken.None);
        (await shop.StartedAsync()).SessionId.ShouldNotBe(first.SessionId);
    }

    [Fact]
    public async Task The_session_says_whose_it_is_and_what_a_trial_without_a_card_comes_to()
    {
        await using var shop = await Shop.OpenAsync(DatabaseKind.Sqlite, null, ("Trials:Days", "7"), ("Trials:EndBehavior", "cancel"));
        var started = await shop.StartedAsync();
        await StripeSide.PayAsync(shop.World, started.SessionId);
        var session = (await shop.SessionsAtStripeAsync()).ShouldHaveSingleItem();
        (session.Mode, session.ClientReferenceId).ShouldBe(("subscription", shop.Organization.Value));
        var subscription = (await shop.AtStripeAsync()).ShouldHaveSingleItem();
        subscription.Metadata["org_id"].ShouldBe(shop.Organization.Value);
        subscription.Metadata["plan"].ShouldBe("team");
        (subscription.TrialEnd - subscription.TrialStart).ShouldBe(TimeSpan.FromDays(7));
        subscription.Items.Data.ShouldHaveSingleItem().Quantity.ShouldBe(3);
    }

    [Theory]
    [InlineData("enterprise", 1, null, BillingErrorCode.UnknownPlan)]
    [InlineData("community", 1, null, BillingErrorCode.UnknownPlan)]
    [InlineData("nonsense", 1, null, BillingErrorCode.UnknownPlan)]
    [InlineData("team", 0, null, BillingErrorCode.ValidationFailed)]
    [InlineData("team", 10_001, null, BillingErrorCode.ValidationFailed)]
    [InlineData("team", 1, "jpy", BillingErrorCode.PriceUnavailable)]
    public async Task What_cannot_be_bought_is_refused_before_Stripe_hears_of_it(string plan, long quantity, string? currency, BillingErrorCode code)
    {
        await using var shop = await Shop.OpenAsync(DatabaseKind.Sqlite);
        (await shop.StartAsync(shop.Request(plan, quantity: quantity, currency: currency))).Error!.Code.ShouldBe(code);
        (await shop.SessionsAtStripeAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_foreign_address_is_refused_and_an_unknown_organization_not_found()
    {
        await using var shop = await Shop.OpenAsync(DatabaseKind.Sqlite);
        (await shop.StartAsync(shop.Request() with { SuccessUrl = "https://evil.example.net" })).Error!.Code.ShouldBe(BillingErrorCode.RedirectNotAllowed);
        (await shop.StartAsync(shop.Request() with { Organization = new OrganizationId("org_none") })).Error!.Code.ShouldBe(BillingErrorCode.NotFound);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_subscription_that_only_Stripe_knows_yet_still_refuses_a_second_one(DatabaseKind kind)
    {
        await using var shop = await Shop.OpenAsync(kind);
        await StripeSide.PayAsync(shop.World, (await shop.StartedAsync()).SessionId);
        (await shop.CurrentAsync()).ShouldBeNull();
        (await shop.StartAsync(shop.Request("business", trial: false))).Error!.Code.ShouldBe(BillingErrorCode.AlreadySubscribed);
        (await shop.CurrentAsync())!.Status.ShouldBe(SubscriptionStatus.Trialing);
    }

    [Fact]
    public async Task A_customer_keeps_the_currency_of_the_first_payment_and_is_told_so()
    {
        await using var shop = await Shop.OpenAsync(DatabaseKind.Sqlite);
        await StripeSide.PayAsync(shop.World, (await shop.StartedAsync(shop.Request(trial: false))).SessionId);
        await StripeSide.DeliverAllAsync(shop.World);
        await shop.CancelAtStripeAsync((await shop.CurrentAsync())!.Id);
        var error = (await shop.StartAsync(shop.Request(trial: false, currency: "eur"))).Error!;
        error.Code.ShouldBe(BillingErrorCode.CurrencyMismatch);
        error.Detail.ShouldContain("USD");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Somebody_elses_session_and_made_up_ids_are_not_found(DatabaseKind kind)
    {
        await using var shop = await Shop.OpenAsync(kind);
        var started = await shop.StartedAsync();
        var stranger = await shop.World.OrganizationAsync("Stranger", "stranger@example.com");
        var service = shop.World.Get<CheckoutService>();
        foreach (var id in new[] { started.SessionId.Value, "cs_test_missing", "cs_test/../x", "sub_1", "" })
        {
            (await service.ReturnAsync(stranger, new CheckoutSessionId(id), CancellationToken.None)).Error!.Code.ShouldBe(BillingErrorCode.NotFound);
        }
    }

    [Fact]
    public async Task While_Stripe_is_away_the_return_page_gets_an_exception_and_never_Free()
    {
        await using var shop = await Shop.OpenAsync(DatabaseKind.Sqlite, TimeProvider.System);
        var started = await shop.StartedAsync();
        await using var cut = shop.World.Another(("Stripe:ApiBase", "http://127.0.0.1:9"));
        var failure = await Should.ThrowAsync<StripeException>(() => cut.Get<CheckoutService>().ReturnAsync(shop.Organization, started.SessionId, CancellationToken.None));
        failure.Failure.ShouldBe(StripeFailure.Unreachable);
    }

    [Fact]
    public async Task Nothing_is_sold_while_billing_is_off()
    {
        await using var shop = await Shop.OpenAsync(DatabaseKind.Sqlite);
        await using var off = shop.World.Another(("Stripe:BillingEnabled", "false"));
        (await off.Get<CheckoutService>().StartAsync(shop.Request(), CancellationToken.None)).Error!.Code.ShouldBe(BillingErrorCode.StripeUnavailable);
    }
}
