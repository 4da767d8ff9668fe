namespace BillingPortal.Access;

/// <summary>The two roles of the console. A superadmin may do all that support may.</summary>
public static class PortalRoles
{
    public const string Support = "support";

    public const string Superadmin = "superadmin";

    public static IReadOnlyList<string> All { get; } = [Support, Superadmin];
}
