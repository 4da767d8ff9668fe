using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Customers;

/// <summary>Gives an organization its Stripe customer: one for ever, however often, concurrently or interruptedly it is asked for.</summary>
public sealed class CustomerService(IDbContextFactory<BillingDb> databases, StripeClient stripe, IdGenerator ids, TimeProvider time)
{
    /// <summary>Stripe forgets idempotency keys after 24 hours at the earliest; an older unfinished intent looks for its customer first.</summary>
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(23);

    /// <exception cref="StripeException">Stripe refused or was not reached; the intent stays and the next call goes on with it.</exception>
    public async Task<CustomerId> FindOrCreateAsync(OrganizationId organization, string? email, CancellationToken cancellation)
    {
        if (await FindAsync(organization, cancellation) is { } linked)
            return linked;
        var request = await RequestAsync(organization, email, cancellation);
        var fetchedAt = time.GetUtcNow();
        var customer = fetchedAt - request.RequestedAt > KeyLifetime ? await SearchAsync(request, cancellation) : null;
        customer ??= await stripe.CreateCustomerAsync(
            new CustomerCreate { Name = request.Name, Email = request.Email, Metadata = new Dictionary<string, string> { [OrganizationLookup.MetadataKey] = organization.Value } },
            IdempotencyKey.For("customer", organization.Value, request.Key),
            cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await CustomerProjection.ApplyAsync(db, customer, fetchedAt, cancellation);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return await FindAsync(organization, cancellation) ?? new CustomerId(customer.Id);
    }

    /// <summary>The organization's customer as we know it, without asking Stripe.</summary>
    public async Task<CustomerId?> FindAsync(OrganizationId organization, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.Organizations.Where(row => row.Id == organization).Select(row => row.CustomerId).FirstOrDefaultAsync(cancellation);
    }

    private async Task<CustomerRequest> RequestAsync(OrganizationId organization, string? email, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockAsync($"organization:{organization}", cancellation);
        if (await db.CustomerRequests.FindAsync([organization], cancellation) is { } known)
            return known;
        var name = await db.Organizations.Where(row => row.Id == organization).Select(row => row.Name).SingleAsync(cancellation);
        var request = new CustomerRequest { OrganizationId = organization, Key = ids.New("creq"), Name = name, Email = email, RequestedAt = time.GetUtcNow() };
        db.CustomerRequests.Add(request);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return request;
    }

    private async Task<StripeApi.Wire.Customer?> SearchAsync(CustomerRequest request, CancellationToken cancellation)
    {
        await foreach (var customer in stripe.ListAllAsync<StripeApi.Wire.Customer>("/v1/customers", new { request.Email, Created = new InstantRange { Gte = request.RequestedAt.AddMinutes(-5) } }, cancellation))
        {
            if (customer.Metadata.GetValueOrDefault(OrganizationLookup.MetadataKey) == request.OrganizationId.Value)
                return customer;
        }

        return null;
    }
}
