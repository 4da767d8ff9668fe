using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Customers;

/// <summary>The one writer of <see cref="BillingCustomer"/> and of the link between organization and customer: used by page, webhook and reconciler alike.</summary>
public static class CustomerProjection
{
    /// <summary>Call inside a transaction; saving is the caller's. A read older than what is stored changes nothing.</summary>
    public static async Task<BillingCustomer> ApplyAsync(BillingDb db, Wire.Customer customer, DateTimeOffset fetchedAt, CancellationToken cancellation)
    {
        var id = new CustomerId(customer.Id);
        await db.LockAsync($"customer:{id}", cancellation);
        var row = await db.BillingCustomers.FindAsync([id], cancellation);
        if (row is { } known && (known.FetchedAt > fetchedAt || (known.Deleted && !customer.Deleted)))
            return known;
        if (row is null)
            db.BillingCustomers.Add(row = new BillingCustomer { Id = id });
        var owner = await OrganizationLookup.FindAsync(db, id, customer.Metadata, cancellation);
        row.OrganizationId = owner ?? row.OrganizationId;
        row.FetchedAt = fetchedAt;
        if (customer.Deleted)
            await UnlinkAsync(db, row, cancellation);
        else
            Copy(customer, row);
        if (!row.Deleted && owner is { } organization)
            await LinkAsync(db, organization, id, cancellation);
        return row;
    }

    /// <summary>Makes the customer the organization's, unless it has one already.</summary>
    public static async Task LinkAsync(BillingDb db, OrganizationId organization, CustomerId customer, CancellationToken cancellation)
    {
        if (await OrganizationLookup.FindAsync(db, customer, metadata: null, cancellation) is not null)
            return;
        if (await db.Organizations.FindAsync([organization], cancellation) is { CustomerId: null } row)
            row.CustomerId = customer;
    }

    private static void Copy(Wire.Customer customer, BillingCustomer row)
    {
        row.Email = customer.Email;
        row.Name = customer.Name;
        row.Currency = customer.Currency;
        row.BalanceMinor = customer.Balance;
        row.Delinquent = customer.Delinquent ?? false;
        row.DefaultPaymentMethod = customer.InvoiceSettings?.DefaultPaymentMethod is { } method ? new PaymentMethodId(method.Id) : null;
    }

    /// <summary>A deleted customer cannot buy any more: the next checkout makes a new one, with a new intent and so with a new key.</summary>
    private static async Task UnlinkAsync(BillingDb db, BillingCustomer row, CancellationToken cancellation)
    {
        row.Deleted = true;
        if (row.OrganizationId is not { } owner)
            return;
        if (await db.Organizations.FindAsync([owner], cancellation) is { } organization && organization.CustomerId == row.Id)
        {
            organization.CustomerId = null;
            if (await db.CustomerRequests.FindAsync([owner], cancellation) is { } request)
                db.CustomerRequests.Remove(request);
        }
    }
}
