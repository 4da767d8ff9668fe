using BillingPortal.Core.Primitives;

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
public sealed class OrganizationService
{
    /// <summary>Creates the organization with the user as owner. The same user repeating the same name within onboarding gets the same organization.</summary>
    public Task<Outcome<Membership>> CreateAsync(Guid userId, string name, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>All organizations of a user, oldest first.</summary>
    public Task<IReadOnlyList<Membership>> ForUserAsync(Guid userId, CancellationToken cancellation) => throw new NotImplementedException();

    /// <summary>The user's membership in one organization; null when there is none, which callers answer as 404.</summary>
    public Task<Membership?> FindAsync(Guid userId, OrganizationId organization, CancellationToken cancellation) => throw new NotImplementedException();
}
