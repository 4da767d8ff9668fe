using BillingPortal.Core.Customers;
using Microsoft.AspNetCore.Authorization;

namespace BillingPortal.Access;

/// <summary>
/// The table of policies: who may enter. Which object somebody may see is never decided here but by the query, which always carries
/// the organization.
/// </summary>
public static class Policies
{
    /// <summary>Any session; nothing of an organization is shown yet.</summary>
    public const string SignedIn = nameof(SignedIn);

    /// <summary>A session with a confirmed address: onboarding and everything after it, so that nobody pays for a stranger's mailbox.</summary>
    public const string Verified = nameof(Verified);

    /// <summary>Any member of the acting organization (or its token): reading.</summary>
    public const string Member = nameof(Member);

    /// <summary>The owner of the acting organization: everything that costs money.</summary>
    public const string Owner = nameof(Owner);

    /// <summary>The console, reading and the safe acts.</summary>
    public const string Support = nameof(Support);

    /// <summary>The console's acts that change money or people.</summary>
    public const string Superadmin = nameof(Superadmin);

    public static void Add(AuthorizationOptions options, AccessOptions access)
    {
        options.AddPolicy(SignedIn, policy => policy.RequireAuthenticatedUser());
        options.AddPolicy(Verified, policy => policy.RequireAuthenticatedUser().RequireClaim(PortalClaims.Verified));
        options.AddPolicy(Member, policy => policy.RequireAuthenticatedUser().AddRequirements(new MemberRequirement(MemberRole.Member)));
        options.AddPolicy(Owner, policy => policy.RequireAuthenticatedUser().AddRequirements(new MemberRequirement(MemberRole.Owner)));
        options.AddPolicy(Support, policy => Console(policy, access).RequireRole(PortalRoles.Support, PortalRoles.Superadmin));
        options.AddPolicy(Superadmin, policy => Console(policy, access).RequireRole(PortalRoles.Superadmin));
    }

    private static AuthorizationPolicyBuilder Console(AuthorizationPolicyBuilder policy, AccessOptions access) => access.RequireTwoFactorForConsole
        ? policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.HasClaim(PortalClaims.Method, "mfa") || ApiToken.Is(context.User))
        : policy.RequireAuthenticatedUser();
}
