using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Customers;

/// <summary>Whose is this Stripe object? Asked by every projection.</summary>
public static class OrganizationLookup
{
    public const string MetadataKey = "org_id";

    /// <summary>
    /// Our own link from customer to organization comes first: metadata can be edited at Stripe, and an edit must not move a subscription
    /// to another tenant. Null when the object is none of ours.
    /// </summary>
    public static async Task<OrganizationId?> FindAsync(BillingDb db, CustomerId? customer, IReadOnlyDictionary<string, string>? metadata, CancellationToken cancellation)
    {
        var organizations = db.Organizations;
        if (customer is { } id)
        {
            OrganizationId[] linked = [.. organizations.Local.Where(organization => organization.CustomerId == id).Select(organization => organization.Id)];
            if (linked.Length == 0)
                linked = await organizations.Where(organization => organization.CustomerId == id).Select(organization => organization.Id).ToArrayAsync(cancellation);
            if (linked is [var owner, ..])
                return owner;
        }

        if (metadata?.GetValueOrDefault(MetadataKey) is not { Length: > 0 } named)
            return null;
        var wanted = new OrganizationId(named);
        return await organizations.AnyAsync(organization => organization.Id == wanted, cancellation) ? wanted : null;
    }

    /// <summary>E-mail addresses of the owners, for mails that must reach somebody who can act. Empty when there is none.</summary>
    public static async Task<IReadOnlyList<string>> OwnerEmailsAsync(BillingDb db, OrganizationId organization, CancellationToken cancellation)
    {
        var (members, users) = (db.Members, db.Users);
        return await members.Where(member => member.OrganizationId == organization && member.Role == MemberRole.Owner)
            .Join(users, member => member.UserId, user => user.Id, (member, user) => new { user.Email, member.JoinedAt })
            .Where(owner => owner.Email != null).OrderBy(owner => owner.JoinedAt).Select(owner => owner.Email!).ToListAsync(cancellation);
    }
}
