using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace BillingPortal.Access;

/// <summary>
/// Carries the cookie <c>bp_org</c> into the claims of the request. A circuit keeps the claims of the request that opened it, so static
/// and interactive pages see the same choice.
/// </summary>
public sealed class OrganizationCookie(IHttpContextAccessor http) : IClaimsTransformation
{
    public const string Name = "bp_org";

    public Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        var wish = http.HttpContext?.Request.Cookies[Name];
        if (principal.Identity is not ClaimsIdentity { IsAuthenticated: true } || string.IsNullOrEmpty(wish)
            || principal.HasClaim(claim => claim.Type is PortalClaims.ChosenOrganization or PortalClaims.TokenOrganization))
            return Task.FromResult(principal);
        var changed = principal.Clone();
        ((ClaimsIdentity)changed.Identity!).AddClaim(new Claim(PortalClaims.ChosenOrganization, wish));
        return Task.FromResult(changed);
    }

    /// <summary>Remembers the choice for a year; the cookie names an organization and grants nothing.</summary>
    public static void Write(HttpContext context, string organizationId) => context.Response.Cookies.Append(Name, organizationId, new CookieOptions
    {
        HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), Path = "/",
    });
}
