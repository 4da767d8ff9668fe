using BillingPortal.Core.Data;
using BillingPortal.Core.Webhooks;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Customers;

/// <summary>customer.created, customer.updated and customer.deleted: keeps the customer projection, so that edits made at Stripe come back.</summary>
public sealed class CustomerEventHandler : IStripeEventHandler<Wire.Customer>
{
    public async ValueTask HandleAsync(StripeChange<Wire.Customer> change, BillingDb db, CancellationToken cancellation)
    {
        var customer = change.Deleted ? change.Object with { Deleted = true } : change.Object;
        await CustomerProjection.ApplyAsync(db, customer, change.FetchedAt, cancellation);
    }
}
