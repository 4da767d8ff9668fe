using BillingPortal.Access;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Host;

/// <summary>People made for one test, with names that no other test uses.</summary>
internal static class People
{
    public const string Password = "correct horse battery";

    public static string NewAddress(string who = "person") => $"{who}-{Guid.NewGuid():N}@example.com";

    /// <summary>A verified customer who owns an organization.</summary>
    public static async Task<(string Email, OrganizationId Organization)> OwnerAsync(this PortalHost portal)
    {
        await using var scope = portal.Scope();
        var user = await CreateAsync(scope.ServiceProvider, NewAddress("owner"), verified: true);
        var made = await scope.ServiceProvider.GetRequiredService<OrganizationService>().CreateAsync(user.Id, $"Org {user.Id:N}", CancellationToken.None);
        return (user.Email!, made.Value!.OrganizationId);
    }

    public static async Task<string> PersonAsync(this PortalHost portal, bool verified = true)
    {
        await using var scope = portal.Scope();
        return (await CreateAsync(scope.ServiceProvider, NewAddress(), verified)).Email!;
    }

    public static async Task<string> TokenAsync(this PortalHost portal, string role, OrganizationId? organization = null)
    {
        var made = await portal.Services.GetRequiredService<ApiTokenService>().CreateAsync("test", role, organization, null, "command:test", CancellationToken.None);
        return made.Succeeded ? made.Value.Secret : throw new InvalidOperationException(made.Error.Detail);
    }

    /// <summary>Through the sign-in page, as people do.</summary>
    public static async Task<Browser> SignedInAsync(this PortalHost portal, string email, string password = Password)
    {
        var browser = portal.Browser();
        await browser.GoAsync(PortalUrls.SignIn());
        await browser.SubmitAsync(("email", email), ("password", password));
        browser.Cookies.ShouldContain(cookie => cookie.Name == "bp_session", browser.Text);
        return browser;
    }

    public static Task<Browser> SignedInAsSupportAsync(this PortalHost portal) => portal.SignedInAsync("support@example.com", DemoSeed.Password);

    private static async Task<PortalUser> CreateAsync(IServiceProvider services, string email, bool verified)
    {
        var user = new PortalUser { UserName = email, Email = email, EmailConfirmed = verified, DisplayName = "Test Person", CreatedAt = TimeProvider.System.GetUtcNow() };
        (await services.GetRequiredService<UserManager<PortalUser>>().CreateAsync(user, Password)).Succeeded.ShouldBeTrue();
        return user;
    }
}
