using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Core.Data;

/// <summary>A person who signs in. Lives beside the context because ASP.NET Identity's context is generic over it.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    public string DisplayName { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}

/// <summary>A role of the console: <c>support</c> or <c>superadmin</c>. Customers have no role here; their organization knows them as members.</summary>
public sealed class PortalRole : IdentityRole<Guid>;
