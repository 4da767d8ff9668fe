using BillingPortal.Core.Catalog;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Core.Subscriptions.Changes;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Journeys;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Subscriptions.Changes;

public sealed class PlanChangeTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_upgrade_is_paid_at_once_and_its_invoice_is_the_quote(DatabaseKind kind)
    {
        await using var room = await ChangeRoom.SubscribedAsync(kind);
        room.Days(10);
        var quote = await room.QuoteAsync("business");
        (quote.Kind, quote.Timing).ShouldBe((ChangeKind.Upgrade, ChangeTiming.NowPaid));
        quote.AmountDueMinor.ShouldBeInRange(4_000, 6_000); // about two thirds of 3 × ($49 − $24)
        quote.Lines.Sum(line => line.AmountMinor).ShouldBe(quote.TotalMinor);
        quote.NextTotalMinor.ShouldBe(3 * 4_900);
        room.Shop.World.Time.Advance(TimeSpan.FromMinutes(7));
        var result = await room.ConfirmedAsync(quote);
        result.Outcome.ShouldBe(QuoteStatus.Applied);
        var invoice = (await room.InvoicesAsync())[0];
        (invoice.Id, invoice.Status, invoice.Total, invoice.AmountPaid).ShouldBe((result.Invoice!.Value.Value, "paid", quote.TotalMinor, quote.AmountDueMinor));
        (await room.CurrentAsync()).Plan.ShouldBe(new PlanCode("business"));
        (await room.Shop.World.AuditAsync("subscription.quote_differs")).ShouldBeEmpty();
        (await room.Shop.World.AuditAsync("subscription.change_applied")).ShouldHaveSingleItem().Actor.ShouldBe("user:1");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_refused_payment_leaves_everything_as_it_was_and_owes_nothing(DatabaseKind kind)
    {
        await using var room = await ChangeRoom.SubscribedAsync(kind);
        room.Days(10);
        await room.CardAsync("pm_card_chargeCustomerFail");
        var before = await room.AtStripeAsync();
        var quote = await room.QuoteAsync("business");
        var refused = await room.ConfirmAsync(quote);
        (refused.Error!.Code, refused.Error.Detail).ShouldBe((BillingErrorCode.CardDeclined, "Your bank refused the payment without saying why. Please ask it, or pay with another card. Nothing was changed."));
        var after = await room.AtStripeAsync();
        (after.Status, after.PendingUpdate, after.Items.Data[0].Price.Id).ShouldBe(("active", null, before.Items.Data[0].Price.Id));
        (await room.InvoicesAsync()).ShouldAllBe(invoice => invoice.Status == "paid" || invoice.Status == "void");
        (await room.CurrentAsync()).Plan.ShouldBe(new PlanCode("team"));
        (await room.ConfirmAsync(quote)).Error!.Code.ShouldBe(BillingErrorCode.QuoteUsed);
        (await room.Shop.World.AuditAsync("subscription.change_declined")).ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_bank_that_asks_for_the_cardholder_changes_the_plan_when_he_has_confirmed(DatabaseKind kind)
    {
        await using var room = await ChangeRoom.SubscribedAsync(kind);
        room.Days(10);
        await room.CardAsync("pm_card_authenticationRequired");
        var result = await room.ConfirmedAsync(await room.QuoteAsync("business"));
        result.Outcome.ShouldBe(QuoteStatus.RequiresAction);
        result.ClientSecret.ShouldNotBeNull().ShouldStartWith("pi_");
        (await room.CurrentAsync()).Plan.ShouldBe(new PlanCode("team"));
        await room.CardAsync("pm_card_visa");
        await room.Shop.World.Get<StripeClient>().PostAsync<Wire.Invoice>(
            $"/v1/invoices/{result.Invoice}/pay", new { PaymentMethod = (await room.AtStripeAsync()).DefaultPaymentMethod!.Id }, room.Key("pay"), CancellationToken.None);
        await StripeSide.DeliverAllAsync(room.Shop.World);
        (await room.CurrentAsync()).Plan.ShouldBe(new PlanCode("business"));
        (await room.Shop.World.AuditAsync("subscription.change_applied")).ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_downgrade_waits_for_the_end_of_the_period_and_can_be_taken_back(DatabaseKind kind)
    {
        await using var room = await ChangeRoom.SubscribedAsync(kind, "business");
        room.Days(10);
        var quote = await room.QuoteAsync("team");
        (quote.Kind, quote.AmountDueMinor, quote.NextTotalMinor).ShouldBe((ChangeKind.Downgrade, 0, 3 * 2_400));
        quote.EffectiveAt.ShouldBe((await room.CurrentAsync()).CurrentPeriodEnd);
        (await room.ConfirmedAsync(quote)).Outcome.ShouldBe(QuoteStatus.Scheduled);
        var planned = await room.AtStripeAsync();
        (planned.CancelAtPeriodEnd, planned.Metadata["pending_plan"]).ShouldBe((true, "team"));
        var shown = await room.CurrentAsync();
        (shown.Plan, shown.PendingChange, shown.PendingPlanName).ShouldBe((new PlanCode("business"), new PlanChoice(new PlanCode("team"), BillingInterval.Monthly, 3), "Team"));
        shown.PendingUnitAmount.ShouldBe(new Money(2_400, Currency.Usd));
        var back = (await room.Shop.World.Get<CancellationService>().ResumeAsync(room.Shop.Organization, "user:1", CancellationToken.None)).Value!;
        (back.PendingChange, back.CancelAtPeriodEnd).ShouldBe((null, false));
        (await room.AtStripeAsync()).Metadata.ShouldNotContainKey("pending_plan");
    }

    [Fact]
    public async Task A_year_begins_at_once_and_the_rest_of_the_month_is_given_back()
    {
        await using var room = await ChangeRoom.SubscribedAsync(DatabaseKind.Sqlite);
        room.Days(10);
        var quote = await room.QuoteAsync("team", BillingInterval.Yearly);
        quote.Kind.ShouldBe(ChangeKind.IntervalSwitch);
        quote.Lines.Select(line => Math.Sign(line.AmountMinor)).Order().ShouldBe([-1, 1]);
        quote.Lines.Max(line => line.AmountMinor).ShouldBe(3 * 24_000);
        (await room.ConfirmedAsync(quote)).Outcome.ShouldBe(QuoteStatus.Applied);
        var current = await room.CurrentAsync();
        (current.Interval, current.CurrentPeriodEnd).ShouldBe((BillingInterval.Yearly, quote.NextAt));
        (await room.Shop.World.AuditAsync("subscription.quote_differs")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fewer_seats_are_credited_to_the_next_invoice_and_cost_nothing_now()
    {
        await using var room = await ChangeRoom.SubscribedAsync(DatabaseKind.Sqlite);
        room.Days(10);
        var quote = await room.QuoteAsync("team", seats: 1);
        (quote.AmountDueMinor, quote.Timing).ShouldBe((0, ChangeTiming.NowCredited));
        quote.TotalMinor.ShouldBeLessThan(0);
        quote.NextTotalMinor.ShouldBe(2_400 + quote.TotalMinor);
        (await room.ConfirmedAsync(quote)).Outcome.ShouldBe(QuoteStatus.Applied);
        (await room.CurrentAsync()).Quantity.ShouldBe(1);
        (await room.InvoicesAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task In_a_trial_a_change_is_free_and_the_trial_goes_on()
    {
        await using var room = await ChangeRoom.SubscribedAsync(DatabaseKind.Sqlite, trial: true);
        var before = await room.CurrentAsync();
        var quote = await room.QuoteAsync("business", seats: 5);
        (quote.AmountDueMinor, quote.NextTotalMinor, quote.NextAt).ShouldBe((0, 5 * 4_900, before.TrialEnd!.Value));
        (await room.ConfirmedAsync(quote)).Outcome.ShouldBe(QuoteStatus.Applied);
        var after = await room.CurrentAsync();
        (after.Status, after.TrialEnd, after.Plan, after.Quantity).ShouldBe((SubscriptionStatus.Trialing, before.TrialEnd, new PlanCode("business"), 5));
    }

    [Fact]
    public async Task What_somebody_has_already_is_no_change()
    {
        await using var room = await ChangeRoom.SubscribedAsync(DatabaseKind.Sqlite);
        var quote = await room.QuoteAsync("team");
        quote.Kind.ShouldBe(ChangeKind.NoOp);
        (await room.ConfirmAsync(quote)).Error!.Code.ShouldBe(BillingErrorCode.Conflict);
    }
}
