using BillingPortal.Access;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Hosting;

/// <summary>Sign-ins to try the portal with, in sandbox mode only. The password is public, so any other start locks them.</summary>
public sealed class DemoSeed(UserManager<PortalUser> users, ConsolePeople console, OrganizationService organizations, TimeProvider time, ILogger<DemoSeed> logger)
{
    public const string Password = "demo-portal-1234";

    public static IReadOnlyList<DemoSignIn> SignIns { get; } =
    [
        new("owner@example.com", "Demo Owner", null, "Demo Organization"),
        new("support@example.com", "Demo Support", PortalRoles.Support, null),
        new("superadmin@example.com", "Demo Superadmin", PortalRoles.Superadmin, null),
    ];

    /// <summary>Makes what is missing; a repeated start changes nothing.</summary>
    public async Task PlantAsync(CancellationToken cancellation)
    {
        foreach (var demo in SignIns)
        {
            var user = await users.FindByEmailAsync(demo.Email) ?? await CreateAsync(demo);
            await users.SetLockoutEndDateAsync(user, null);
            if (demo.Role is { } role)
                await console.GiveRoleAsync(user, role);
            if (demo.Organization is { } organization)
                await organizations.CreateAsync(user.Id, organization, cancellation);
        }
    }

    /// <summary>A database that was tried out with the sandbox may later meet real money: nobody shall sign in with a printed password.</summary>
    public async Task LockAsync()
    {
        foreach (var demo in SignIns)
        {
            if (await users.FindByEmailAsync(demo.Email) is not { } user || user.LockoutEnd == DateTimeOffset.MaxValue || !await users.CheckPasswordAsync(user, Password))
                continue;
            await users.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue);
            await users.UpdateSecurityStampAsync(user);
            logger.LogWarning("The demo sign-in {Name} is locked, because the portal runs with a Stripe account", demo.Name);
        }
    }

    private async Task<PortalUser> CreateAsync(DemoSignIn demo)
    {
        var user = new PortalUser { UserName = demo.Email, Email = demo.Email, EmailConfirmed = true, DisplayName = demo.Name, CreatedAt = time.GetUtcNow() };
        Check(await users.CreateAsync(user, Password));
        return user;
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException($"The demo sign-ins could not be made: {string.Join(' ', result.Errors.Select(error => error.Description))}");
    }
}

/// <param name="Role">Console role; null for a customer.</param>
public sealed record DemoSignIn(string Email, string Name, string? Role, string? Organization);
