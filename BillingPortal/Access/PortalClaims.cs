namespace BillingPortal.Access;

/// <summary>Claims of our own; all others are ASP.NET Identity's.</summary>
public static class PortalClaims
{
    public const string DisplayName = "bp:name";

    /// <summary>Present once the e-mail address is confirmed.</summary>
    public const string Verified = "bp:verified";

    /// <summary>The organization that the browser's cookie asks for. A wish: membership decides.</summary>
    public const string ChosenOrganization = "bp:org";

    public const string TokenId = "bp:token";

    /// <summary>The one organization that an API token is bound to.</summary>
    public const string TokenOrganization = "bp:token_org";

    /// <summary>The member role that an API token acts with in its organization.</summary>
    public const string TokenMemberRole = "bp:token_member_role";

    /// <summary>How the user signed in (RFC 8176): <c>mfa</c> after a second factor.</summary>
    public const string Method = "amr";
}
