using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Webhooks;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Invoices;

/// <summary>invoice.*: keeps the invoice projection; a deleted draft is marked, never forgotten.</summary>
public sealed class InvoiceEventHandler : IStripeEventHandler<Wire.Invoice>
{
    public async ValueTask HandleAsync(StripeChange<Wire.Invoice> change, BillingDb db, CancellationToken cancellation) =>
        await InvoiceProjection.ApplyAsync(db, change.Object, change.Deleted, change.FetchedAt, cancellation);
}

/// <summary>charge.*: keeps what was paid, refused, given back and disputed.</summary>
public sealed class ChargeEventHandler(AuditLog audit) : IStripeEventHandler<Wire.Charge>
{
    public async ValueTask HandleAsync(StripeChange<Wire.Charge> change, BillingDb db, CancellationToken cancellation)
    {
        var before = await db.Charges.FindAsync([new Primitives.ChargeId(change.Object.Id)], cancellation);
        var (wasDisputed, wasRefunded) = (before?.Disputed ?? false, before?.AmountRefundedMinor ?? 0);
        var row = await RefundProjection.ApplyAsync(db, change.Object, change.FetchedAt, cancellation);
        if (row.Disputed && !wasDisputed)
            audit.Append(db, "charge.disputed", change.Actor, row.OrganizationId, row.Id.Value, "The cardholder's bank takes the payment back until somebody answers.");
        if (row.AmountRefundedMinor > wasRefunded)
            audit.Append(db, "charge.refunded", change.Actor, row.OrganizationId, row.Id.Value, after: new { amount_refunded = row.AmountRefundedMinor, currency = row.Currency.Code });
    }
}

/// <summary>refund.* and charge.refund.updated: a refund's way from pending to succeeded or failed.</summary>
public sealed class RefundEventHandler : IStripeEventHandler<Wire.Refund>
{
    public async ValueTask HandleAsync(StripeChange<Wire.Refund> change, BillingDb db, CancellationToken cancellation) =>
        await RefundProjection.ApplyAsync(db, change.Object, change.FetchedAt, cancellation);
}

/// <summary>charge.dispute.*: keeps the charge and writes every step down, for the people who must answer the bank in time.</summary>
public sealed class DisputeEventHandler(AuditLog audit) : IStripeEventHandler<Wire.Dispute>
{
    public async ValueTask HandleAsync(StripeChange<Wire.Dispute> change, BillingDb db, CancellationToken cancellation)
    {
        var dispute = change.Object;
        var charge = dispute.Charge?.Object is { } paid ? await RefundProjection.ApplyAsync(db, paid, change.FetchedAt, cancellation) : null;
        audit.Append(db, change.EventType, change.Actor, charge?.OrganizationId, dispute.Id, dispute.Reason,
            after: new { charge = dispute.Charge?.Id, amount = dispute.Amount, currency = dispute.Currency.Code, status = dispute.Status });
    }
}
