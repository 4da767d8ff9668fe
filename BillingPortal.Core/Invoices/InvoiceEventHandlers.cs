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
public sealed class ChargeEventHandler(RefundProjection projection) : IStripeEventHandler<Wire.Charge>
{
    public async ValueTask HandleAsync(StripeChange<Wire.Charge> change, BillingDb db, CancellationToken cancellation) =>
        await projection.ApplyAsync(db, change.Object, change.FetchedAt, change.Actor, cancellation);
}

/// <summary>refund.* and charge.refund.updated: a refund's way from pending to succeeded or failed.</summary>
public sealed class RefundEventHandler(RefundProjection projection) : IStripeEventHandler<Wire.Refund>
{
    public async ValueTask HandleAsync(StripeChange<Wire.Refund> change, BillingDb db, CancellationToken cancellation) =>
        await projection.ApplyAsync(db, change.Object, change.FetchedAt, change.Actor, cancellation);
}

/// <summary>charge.dispute.*: keeps the charge and writes every step down, for the people who must answer the bank in time.</summary>
public sealed class DisputeEventHandler(RefundProjection projection, AuditLog audit) : IStripeEventHandler<Wire.Dispute>
{
    public async ValueTask HandleAsync(StripeChange<Wire.Dispute> change, BillingDb db, CancellationToken cancellation)
    {
        var dispute = change.Object;
        var charge = dispute.Charge?.Object is { } paid ? await projection.ApplyAsync(db, paid, change.FetchedAt, change.Actor, cancellation) : null;
        audit.Append(db, change.EventType, change.Actor, charge?.OrganizationId, dispute.Id, dispute.Reason,
            after: new { charge = dispute.Charge?.Id, amount = dispute.Amount, currency = dispute.Currency.Code, status = dispute.Status });
    }
}
