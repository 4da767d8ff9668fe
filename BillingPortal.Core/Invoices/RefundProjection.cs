using BillingPortal.Core.Audit;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Invoices;

/// <summary>
/// THE writer of charges and refunds, and of what the audit log says about them: whichever event brings the news first writes it down, once. A
/// refund that arrives before its charge waits for its organization and gets it with the charge.
/// </summary>
public sealed class RefundProjection(AuditLog audit)
{
    /// <summary>Call inside a transaction; saving is the caller's. Refunds come along when the charge was read with them expanded.</summary>
    public async Task<Charge> ApplyAsync(BillingDb db, Wire.Charge charge, DateTimeOffset fetchedAt, string actor, CancellationToken cancellation)
    {
        var id = new ChargeId(charge.Id);
        CustomerId? customer = charge.Customer is { } named ? new CustomerId(named.Id) : null;
        await db.LockAsync($"charge:{id}", cancellation);
        var row = await db.Charges.FindAsync([id], cancellation);
        if (row is not null && row.FetchedAt > fetchedAt)
            return row;
        if (row is null)
            db.Charges.Add(row = new Charge { Id = id });
        var (wasDisputed, wasRefunded) = (row.Disputed, row.AmountRefundedMinor);
        row.CustomerId = customer;
        row.OrganizationId ??= await OrganizationLookup.FindAsync(db, customer, metadata: null, cancellation);
        (row.AmountMinor, row.AmountRefundedMinor, row.Currency) = (charge.Amount, charge.AmountRefunded, charge.Currency);
        (row.Status, row.FailureCode, row.FailureMessage) = (charge.Status ?? "", charge.FailureCode, charge.FailureMessage);
        (row.PaymentIntent, row.Disputed, row.CreatedAt, row.FetchedAt) = (charge.PaymentIntent, charge.Disputed, charge.Created, fetchedAt);
        foreach (var refund in charge.Refunds?.Data ?? [])
            await ApplyLockedAsync(db, refund with { Charge = new Expandable<Wire.Charge>(charge.Id, null) }, fetchedAt, cancellation);
        foreach (var waiting in await db.Refunds.Where(refund => refund.ChargeId == id && refund.OrganizationId == null).ToListAsync(cancellation))
            waiting.OrganizationId = row.OrganizationId;
        if (row.Disputed && !wasDisputed)
            audit.Append(db, "charge.disputed", actor, row.OrganizationId, row.Id.Value, "The cardholder's bank takes the payment back until somebody answers.");
        if (row.AmountRefundedMinor > wasRefunded)
            audit.Append(db, "charge.refunded", actor, row.OrganizationId, row.Id.Value, after: new { amount_refunded = row.AmountRefundedMinor, currency = row.Currency.Code });
        return row;
    }

    /// <inheritdoc cref="ApplyAsync(BillingDb, Wire.Charge, DateTimeOffset, string, CancellationToken)" />
    public async Task<Refund> ApplyAsync(BillingDb db, Wire.Refund refund, DateTimeOffset fetchedAt, string actor, CancellationToken cancellation)
    {
        // A refund that fails gives its amount back to the charge, and Stripe sends no word of the charge for that.
        if (refund.Charge?.Object is { } whole)
            await ApplyAsync(db, whole, fetchedAt, actor, cancellation);
        await db.LockAsync(refund.Charge is { } charge ? $"charge:{charge.Id}" : $"refund:{refund.Id}", cancellation);
        return await ApplyLockedAsync(db, refund, fetchedAt, cancellation);
    }

    private static async Task<Refund> ApplyLockedAsync(BillingDb db, Wire.Refund refund, DateTimeOffset fetchedAt, CancellationToken cancellation)
    {
        var id = new RefundId(refund.Id);
        var row = await db.Refunds.FindAsync([id], cancellation);
        if (row is not null && row.FetchedAt > fetchedAt)
            return row;
        if (row is null)
            db.Refunds.Add(row = new Refund { Id = id });
        row.ChargeId = refund.Charge is { } charge ? new ChargeId(charge.Id) : row.ChargeId;
        row.OrganizationId ??= row.ChargeId is { } of ? (await db.Charges.FindAsync([of], cancellation))?.OrganizationId : null;
        (row.AmountMinor, row.Currency, row.Status) = (refund.Amount, refund.Currency, refund.Status ?? "");
        (row.Reason, row.CreatedAt, row.FetchedAt) = (refund.Reason, refund.Created, fetchedAt);
        return row;
    }
}
