using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Entitlements;
using BillingPortal.Core.Invoices;
using BillingPortal.Core.Notifications;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>The portal as a story sees and uses it: the same queries as pages and API, and the checkout that customers go through.</summary>
public sealed class PortalSide(IDbContextFactory<BillingDb> databases, SubscriptionQueries subscriptions, EntitlementQueries entitlements, CheckoutService checkout, CustomerPortal hostedPortal, InboxQueries inbox)
{
    public CheckoutService Checkout { get; } = checkout;

    public CustomerPortal HostedPortal { get; } = hostedPortal;

    public InboxQueries Inbox { get; } = inbox;

    internal async Task<bool> HasWrittenAsync(OrganizationId organization, string action, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.AuditEntries.AnyAsync(entry => entry.OrganizationId == organization && entry.Action == action, cancellation);
    }

    internal async Task<Sight> LookAsync(Stage stage, IReadOnlyList<SeenEvent> events, CancellationToken cancellation)
    {
        var organization = stage.Organization;
        var access = await entitlements.ForOrganizationAsync(organization, cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return new Sight
        {
            Cast = stage.Cast,
            Now = stage.Now,
            Subscription = await subscriptions.CurrentAsync(organization, cancellation),
            Access = access.Plan,
            Seats = access.Seats,
            Invoices = await InvoicesAsync(db, organization, cancellation),
            Charges = await ChargesAsync(db, organization, cancellation),
            Mails = await db.OutboxMessages.Where(mail => mail.OrganizationId == organization).OrderBy(mail => mail.Id).Select(mail => mail.Kind).ToListAsync(cancellation),
            Audit = await db.AuditEntries.Where(entry => entry.OrganizationId == organization).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync(cancellation),
            AtStripe = await AtStripeAsync(stage, cancellation),
            Events = events,
            Refusal = stage.Refusal,
            FaultHits = stage.Faults.Count == 0 ? 0 : (await stage.Sandbox.FaultsAsync(cancellation)).Where(fault => stage.Faults.Contains(fault.Id)).Sum(fault => fault.Hits),
        };
    }

    private static async Task<IReadOnlyList<SeenInvoice>> InvoicesAsync(BillingDb db, OrganizationId organization, CancellationToken cancellation)
    {
        var rows = await db.Invoices.AsNoTracking().Include(row => row.Lines).Where(row => row.OrganizationId == organization && row.Status != InvoiceProjection.Deleted)
            .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(50).ToListAsync(cancellation);
        return [.. rows.Select(row => new SeenInvoice(
            row.Id.Value, row.Status, row.BillingReason, new Money(row.TotalMinor, row.Currency), row.AttemptCount, [.. row.Lines.OrderBy(line => line.Position).Select(line => line.AmountMinor)]))];
    }

    private static async Task<IReadOnlyList<SeenCharge>> ChargesAsync(BillingDb db, OrganizationId organization, CancellationToken cancellation)
    {
        var charges = await db.Charges.AsNoTracking().Where(row => row.OrganizationId == organization).OrderByDescending(row => row.CreatedAt).Take(50).ToListAsync(cancellation);
        var refunds = await db.Refunds.AsNoTracking().Where(row => row.OrganizationId == organization).OrderByDescending(row => row.CreatedAt).ToListAsync(cancellation);
        return [.. charges.Select(row => new SeenCharge(
            row.Id.Value, row.Status, row.FailureCode, new Money(row.AmountMinor, row.Currency), new Money(row.AmountRefundedMinor, row.Currency), row.Disputed,
            [.. refunds.Where(refund => refund.ChargeId == row.Id).Select(refund => refund.Status)]))];
    }

    /// <summary>The newest subscription of the customer, ended ones included.</summary>
    private static async Task<Wire.Subscription?> AtStripeAsync(Stage stage, CancellationToken cancellation)
    {
        if (stage.Events.StripeIsDown)
            return stage.Seen?.AtStripe; // the story itself has cut the line
        var list = await stage.Stripe.GetAsync<Wire.StripeList<Wire.Subscription>>("/v1/subscriptions", new { Customer = stage.Customer, Status = "all", Limit = 1 }, cancellation);
        return list.Data.FirstOrDefault();
    }
}
