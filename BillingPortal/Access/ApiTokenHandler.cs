using System.Security.Claims;
using System.Text.Encodings.Web;
using BillingPortal.Core.Customers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace BillingPortal.Access;

/// <summary>Reads <c>Authorization: Bearer bpt_…</c>. A token is a role and perhaps an organization; it is never a user.</summary>
public sealed class ApiTokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiTokenService tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Bearer = "Bearer ";

    public static bool Applies(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Applies(Request))
            return AuthenticateResult.NoResult();
        if (await tokens.FindAsync(Request.Headers.Authorization.ToString()[Bearer.Length..].Trim(), Context.RequestAborted) is not { } token)
            return AuthenticateResult.Fail("The API token is unknown, revoked or expired.");
        var identity = new ClaimsIdentity(ApiToken.Scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(PortalClaims.TokenId, token.Id));
        if (token.ConsoleRole is { } role)
            identity.AddClaim(new Claim(ClaimTypes.Role, role));
        if (token.OrganizationId is { } organization)
            identity.AddClaim(new Claim(PortalClaims.TokenOrganization, organization.Value));
        if (token.MemberRole is { } member)
            identity.AddClaim(new Claim(PortalClaims.TokenMemberRole, member.ToString()));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), ApiToken.Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
