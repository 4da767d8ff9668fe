using BillingPortal.Core.Data;
using BillingPortal.Core.Invoices;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Journeys;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Invoices;

public sealed class InvoiceProjectionTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_invoice_follows_Stripe_and_never_goes_back(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        var organization = await LinkedAsync(world);
        var now = world.Clock.GetUtcNow();
        await ApplyAsync(world, WireObjects.Invoice(status: "open"), now);
        await ApplyAsync(world, WireObjects.Invoice(status: "paid"), now.AddSeconds(2));
        await ApplyAsync(world, WireObjects.Invoice(status: "open"), now.AddSeconds(1));
        var row = (await ListAsync(world, organization)).Rows.ShouldHaveSingleItem();
        (row.Status, row.Total, row.Number).ShouldBe(("paid", new Money(7200, Currency.Usd), "N-in_1"));
        await using var db = world.Db();
        (await db.Invoices.Include(invoice => invoice.Lines).SingleAsync()).Lines.ShouldHaveSingleItem().Quantity.ShouldBe(3);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Drafts_and_thrown_away_drafts_are_not_shown_and_previews_not_kept(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        var organization = await LinkedAsync(world);
        await ApplyAsync(world, WireObjects.Invoice(status: "draft"), world.Clock.GetUtcNow());
        await ApplyAsync(world, WireObjects.Invoice(status: "draft"), world.Clock.GetUtcNow(), deleted: true);
        await ApplyAsync(world, WireObjects.Invoice(status: "open"), world.Clock.GetUtcNow().AddHours(1));
        await ApplyAsync(world, WireObjects.Invoice("upcoming_in_1"), world.Clock.GetUtcNow());
        (await ListAsync(world, organization)).Rows.ShouldBeEmpty();
        await using var db = world.Db();
        (await db.Invoices.SingleAsync()).Status.ShouldBe("deleted");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Pages_lose_nothing_even_among_invoices_of_one_second(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        var organization = await LinkedAsync(world);
        var stranger = await world.OrganizationAsync("Stranger", "stranger@example.com");
        for (var number = 0; number < 7; number++)
            await ApplyAsync(world, WireObjects.Invoice($"in_{number}", created: WireObjects.Start.AddSeconds(number / 3)), world.Clock.GetUtcNow());
        var seen = new List<string>();
        InvoicePage page;
        InvoiceId? after = null;
        do
        {
            page = await world.Get<InvoiceQueries>().ListAsync(organization, after, 2, CancellationToken.None);
            seen.AddRange(page.Rows.Select(row => row.Id.Value));
            after = page.Rows[^1].Id;
        }
        while (page.HasMore);
        seen.ShouldBe(["in_6", "in_5", "in_4", "in_3", "in_2", "in_1", "in_0"]);
        (await ListAsync(world, stranger)).Rows.ShouldBeEmpty();
        (await world.Get<InvoiceQueries>().ListAsync(stranger, new InvoiceId("in_3"), 10, CancellationToken.None)).Rows.ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Refunds_go_from_pending_to_failed_and_find_their_organization_with_their_charge(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        var organization = await LinkedAsync(world);
        var now = world.Clock.GetUtcNow();
        await world.InTransactionAsync(db => world.Get<RefundProjection>().ApplyAsync(db, WireObjects.Refund(), now, "stripe:test", CancellationToken.None));
        await world.InTransactionAsync(db => world.Get<RefundProjection>().ApplyAsync(db, WireObjects.Charge(refunded: 1000, refunds: WireObjects.Refund()), now, "stripe:test", CancellationToken.None));
        await world.InTransactionAsync(db => world.Get<RefundProjection>().ApplyAsync(db, WireObjects.Refund(status: "failed"), now.AddSeconds(1), "stripe:test", CancellationToken.None));
        await world.InTransactionAsync(db => world.Get<RefundProjection>().ApplyAsync(db, WireObjects.Refund(status: "pending"), now, "stripe:test", CancellationToken.None));
        await using var read = world.Db();
        var refund = await read.Refunds.SingleAsync();
        (refund.Status, refund.OrganizationId, refund.ChargeId!.Value.Value).ShouldBe(("failed", organization, "ch_1"));
        (await read.Charges.SingleAsync()).AmountRefundedMinor.ShouldBe(1000);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_refund_and_a_dispute_are_written_into_the_audit_log_once(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        var organization = await LinkedAsync(world);
        for (var round = 0; round < 2; round++)
        {
            await world.InTransactionAsync(async db => await world.Get<ChargeEventHandler>().HandleAsync(
                new($"evt_{round}", "charge.refunded", WireObjects.Start, WireObjects.Charge(refunded: 1000, refunds: WireObjects.Refund()) with { Disputed = true }, false, world.Clock.GetUtcNow()), db, CancellationToken.None));
        }

        (await world.AuditAsync("charge.refunded")).ShouldHaveSingleItem().OrganizationId.ShouldBe(organization);
        (await world.AuditAsync("charge.disputed")).ShouldHaveSingleItem();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_dispute_that_comes_before_its_payment_is_known_finds_its_organization(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        var organization = await LinkedAsync(world);
        var charge = WireObjects.Charge() with { Disputed = true };
        var dispute = new Wire.Dispute
        {
            Id = "du_1", Charge = new Expandable<Wire.Charge>(charge.Id, charge), Amount = 7200, Currency = Currency.Usd, Reason = "fraudulent", Status = "needs_response", Created = WireObjects.Start,
        };
        await world.InTransactionAsync(async db => await world.Get<DisputeEventHandler>().HandleAsync(
            new("evt_1", "charge.dispute.created", WireObjects.Start, dispute, false, world.Clock.GetUtcNow()), db, CancellationToken.None));
        (await world.AuditAsync("charge.dispute.created")).ShouldHaveSingleItem().OrganizationId.ShouldBe(organization);
        await using var read = world.Db();
        (await read.Charges.SingleAsync()).Disputed.ShouldBeTrue();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_was_given_back_is_written_down_once_whichever_event_tells_it_first(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        var organization = await LinkedAsync(world);
        var charge = WireObjects.Charge(refunded: 1000, refunds: WireObjects.Refund());
        var refund = WireObjects.Refund(status: "succeeded") with { Charge = new Expandable<Wire.Charge>(charge.Id, charge) };
        await world.InTransactionAsync(async db => await world.Get<RefundEventHandler>().HandleAsync(
            new("evt_1", "refund.created", WireObjects.Start, refund, false, world.Clock.GetUtcNow()), db, CancellationToken.None));
        await world.InTransactionAsync(async db => await world.Get<ChargeEventHandler>().HandleAsync(
            new("evt_2", "charge.refunded", WireObjects.Start, charge, false, world.Clock.GetUtcNow()), db, CancellationToken.None));
        (await world.AuditAsync("charge.refunded")).ShouldHaveSingleItem().OrganizationId.ShouldBe(organization);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_refund_that_fails_takes_its_amount_off_what_the_charge_gave_back(DatabaseKind kind)
    {
        await using var world = await BillingWorld.CreateAsync(kind);
        await LinkedAsync(world);
        var now = world.Clock.GetUtcNow();
        await world.InTransactionAsync(db => world.Get<RefundProjection>().ApplyAsync(db, WireObjects.Charge(refunded: 1000, refunds: WireObjects.Refund()), now, "stripe:test", CancellationToken.None));
        var failed = WireObjects.Refund(status: "failed") with { Charge = new Expandable<Wire.Charge>("ch_1", WireObjects.Charge(refunded: 0) with { Refunds = null }) };
        await world.InTransactionAsync(db => world.Get<RefundProjection>().ApplyAsync(db, failed, now.AddSeconds(1), "stripe:test", CancellationToken.None));
        await using var read = world.Db();
        ((await read.Charges.SingleAsync()).AmountRefundedMinor, (await read.Refunds.SingleAsync()).Status).ShouldBe((0, "failed"));
    }

    private static async Task<OrganizationId> LinkedAsync(BillingWorld world)
    {
        var organization = await world.OrganizationAsync();
        await world.LinkCustomerAsync(organization, "cus_1");
        return organization;
    }

    private static Task<InvoicePage> ListAsync(BillingWorld world, OrganizationId organization) =>
        world.Get<InvoiceQueries>().ListAsync(organization, null, 10, CancellationToken.None);

    private static Task ApplyAsync(BillingWorld world, Wire.Invoice invoice, DateTimeOffset at, bool deleted = false) =>
        world.InTransactionAsync(db => InvoiceProjection.ApplyAsync(db, invoice, deleted, at, CancellationToken.None));
}
