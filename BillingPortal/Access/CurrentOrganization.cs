using System.Security.Claims;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Access;

/// <summary>
/// The organization a user acts for: the one the cookie asks for when the user belongs to it, else the first joined. The answer
/// always comes from a query by user, so a forged cookie names nothing.
/// </summary>
public sealed class CurrentOrganization(OrganizationService organizations)
{
    /// <summary>Null for visitors and for users without any organization, who are led to onboarding.</summary>
    public async Task<Membership?> FindAsync(ClaimsPrincipal principal, CancellationToken cancellation)
    {
        if (CurrentUser.From(principal) is not { } user)
            return null;
        if (principal.FindFirstValue(PortalClaims.ChosenOrganization) is { Length: > 0 } wish
            && await organizations.FindAsync(user.Id, OrganizationId.From(wish), cancellation) is { } chosen)
            return chosen;
        return await organizations.ForUserAsync(user.Id, cancellation) is [var first, ..] ? first : null;
    }

    /// <summary>All organizations of the user, oldest first.</summary>
    public async Task<IReadOnlyList<Membership>> AllAsync(ClaimsPrincipal principal, CancellationToken cancellation) =>
        CurrentUser.From(principal) is { } user ? await organizations.ForUserAsync(user.Id, cancellation) : [];
}
