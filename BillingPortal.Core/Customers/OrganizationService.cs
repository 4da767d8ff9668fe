using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Customers;

public enum MemberRole
{
    Member,
    Admin,
    Owner,
}

/// <summary>An organization as one of its members sees it.</summary>
public sealed record Membership(OrganizationId OrganizationId, string OrganizationName, MemberRole Role);

/// <summary>Makes organizations and answers who belongs to which. Every read takes the user: ownership is checked inside the query.</summary>
public sealed class OrganizationService(IDbContextFactory<BillingDb> databases, AuditLog audit, IdGenerator ids, TimeProvider time)
{
    public const int MaxNameLength = 100;

    /// <summary>Creates the organization with the user as owner. The same user repeating the same name within onboarding gets the same organization.</summary>
    public async Task<Outcome<Membership>> CreateAsync(Guid userId, string name, CancellationToken cancellation)
    {
        name = string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length is < 2 or > MaxNameLength || name.Any(char.IsControl))
            return BillingError.Invalid("name", $"The organization's name has 2 to {MaxNameLength} characters.");
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await db.LockAsync($"organizations_of:{userId}", cancellation); // a double click must not make two
        var mine = await Of(db, userId).ToListAsync(cancellation);
        if (mine.Find(membership => membership.Role == MemberRole.Owner && string.Equals(membership.OrganizationName, name, StringComparison.OrdinalIgnoreCase)) is { } same)
            return same;
        var organization = new Organization { Id = new OrganizationId(ids.New("org")), Name = name, CreatedAt = time.GetUtcNow() };
        db.Organizations.Add(organization);
        db.Members.Add(new Member { OrganizationId = organization.Id, UserId = userId, Role = MemberRole.Owner, JoinedAt = organization.CreatedAt });
        audit.Append(db, "organization.created", $"user:{userId}", organization.Id, organization.Id.Value, after: new { organization.Name });
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new Membership(organization.Id, name, MemberRole.Owner);
    }

    /// <summary>All organizations of a user, oldest first.</summary>
    public async Task<IReadOnlyList<Membership>> ForUserAsync(Guid userId, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Of(db, userId).ToListAsync(cancellation);
    }

    /// <summary>The user's membership in one organization; null when there is none, which callers answer as 404.</summary>
    public async Task<Membership?> FindAsync(Guid userId, OrganizationId organization, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await Of(db, userId, organization).FirstOrDefaultAsync(cancellation);
    }

    private static IQueryable<Membership> Of(BillingDb db, Guid userId, OrganizationId? only = null)
    {
        var (members, organizations) = (db.Members, db.Organizations);
        return members.AsNoTracking().Where(member => member.UserId == userId && (only == null || member.OrganizationId == only))
            .OrderBy(member => member.JoinedAt).ThenBy(member => member.OrganizationId)
            .Join(organizations, member => member.OrganizationId, organization => organization.Id, (member, organization) => new Membership(organization.Id, organization.Name, member.Role));
    }
}
