using System.Security.Claims;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Access;

/// <summary>Who calls the JSON API: a session or a token. Asks every question about organizations with the caller inside the query.</summary>
public sealed class Caller(IHttpContextAccessor http, CurrentOrganization current, OrganizationService organizations)
{
    private ClaimsPrincipal Principal => http.HttpContext?.User ?? new ClaimsPrincipal();

    /// <summary>For the audit log: <c>user:{id}</c> or <c>token:{id}</c>.</summary>
    public string Actor => CurrentUser.From(Principal)?.Actor ?? $"token:{ApiToken.IdOf(Principal)}";

    public string? Email => CurrentUser.From(Principal)?.Email;

    /// <summary>The acting organization. Only for endpoints whose policy asks for membership, which is when there is one.</summary>
    public async Task<OrganizationId> OrganizationAsync(CancellationToken cancellation) =>
        await FindOrganizationAsync(cancellation) ?? throw new InvalidOperationException("An endpoint that needs an organization must require the policy Member or Owner.");

    /// <summary>Members (of any role), the organization's own token, and support.</summary>
    public async Task<bool> MayReadAsync(OrganizationId organization, CancellationToken cancellation)
    {
        if (Principal.IsInRole(PortalRoles.Support) || Principal.IsInRole(PortalRoles.Superadmin))
            return true;
        if (ApiToken.Is(Principal))
            return ApiToken.OrganizationOf(Principal) == organization.Value;
        return CurrentUser.From(Principal) is { IsVerified: true } user && await organizations.FindAsync(user.Id, organization, cancellation) is not null;
    }

    private async Task<OrganizationId?> FindOrganizationAsync(CancellationToken cancellation) => ApiToken.Is(Principal)
        ? ApiToken.OrganizationOf(Principal) is { } bound ? OrganizationId.From(bound) : null
        : (await current.FindAsync(Principal, cancellation))?.OrganizationId;
}
