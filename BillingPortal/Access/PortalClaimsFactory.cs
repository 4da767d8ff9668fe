using System.Security.Claims;
using BillingPortal.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace BillingPortal.Access;

/// <summary>Puts into the session what pages ask at every turn: name, address and whether it is confirmed.</summary>
public sealed class PortalClaimsFactory(UserManager<PortalUser> users, RoleManager<PortalRole> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<PortalUser, PortalRole>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(PortalUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(PortalClaims.DisplayName, user.DisplayName));
        if (user.EmailConfirmed)
            identity.AddClaim(new Claim(PortalClaims.Verified, "true"));
        return identity;
    }
}
