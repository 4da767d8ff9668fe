using System.Security.Claims;
using BillingPortal.Core.Customers;
using Microsoft.AspNetCore.Authorization;

namespace BillingPortal.Access;

/// <summary>Asks for at least this role in the acting organization.</summary>
public sealed record MemberRequirement(MemberRole Minimum) : IAuthorizationRequirement;

/// <summary>Answers the requirement from the database (sessions) or from the token itself (API tokens).</summary>
public sealed class MemberRequirementHandler(CurrentOrganization current) : AuthorizationHandler<MemberRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, MemberRequirement requirement)
    {
        var role = ApiToken.Is(context.User)
            ? ApiToken.MemberRoleOf(context.User)
            : IsVerified(context.User) ? (await current.FindAsync(context.User, CancellationToken.None))?.Role : null;
        if (role >= requirement.Minimum)
            context.Succeed(requirement);
    }

    private static bool IsVerified(ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == PortalClaims.Verified);
}
