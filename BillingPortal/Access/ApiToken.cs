using System.Security.Claims;
using BillingPortal.Core.Customers;

namespace BillingPortal.Access;

/// <summary>What an API token's principal looks like, for those who must tell it from a session.</summary>
public static class ApiToken
{
    public const string Scheme = "ApiToken";

    public const string Prefix = "bpt_";

    public static bool Is(ClaimsPrincipal principal) => principal.Identities.Any(identity => identity.AuthenticationType == Scheme);

    /// <summary>The token's own id, which is no secret.</summary>
    public static string? IdOf(ClaimsPrincipal principal) => principal.FindFirstValue(PortalClaims.TokenId);

    public static string? OrganizationOf(ClaimsPrincipal principal) => principal.FindFirstValue(PortalClaims.TokenOrganization);

    public static MemberRole? MemberRoleOf(ClaimsPrincipal principal) =>
        Enum.TryParse<MemberRole>(principal.FindFirstValue(PortalClaims.TokenMemberRole), ignoreCase: true, out var role) ? role : null;
}
