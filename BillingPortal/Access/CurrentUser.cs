using System.Security.Claims;

namespace BillingPortal.Access;

/// <summary>Who is signed in, read from the claims alone: the same in a request, in a static page and in a circuit.</summary>
/// <param name="SecondFactor">The sign-in passed a second factor.</param>
public sealed record CurrentUser(Guid Id, string Email, string DisplayName, bool IsVerified, bool IsSupport, bool IsSuperadmin, bool SecondFactor)
{
    /// <summary>How the audit log names this user.</summary>
    public string Actor => $"user:{Id}";

    /// <summary>Null for visitors and for API tokens, which are nobody's session.</summary>
    public static CurrentUser? From(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true || !Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
            return null;
        var superadmin = principal.IsInRole(PortalRoles.Superadmin);
        var email = principal.FindFirstValue(ClaimTypes.Email) ?? "";
        return new CurrentUser(
            id,
            email,
            principal.FindFirstValue(PortalClaims.DisplayName) is { Length: > 0 } name ? name : email,
            principal.HasClaim(claim => claim.Type == PortalClaims.Verified),
            superadmin || principal.IsInRole(PortalRoles.Support),
            superadmin,
            principal.HasClaim(PortalClaims.Method, "mfa"));
    }
}
