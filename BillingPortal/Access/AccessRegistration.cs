using BillingPortal.Core.Data;
using BillingPortal.Core.Notifications;
using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Access;

/// <summary>What the Access folder offers to the container: Identity, the cookies, the policies.</summary>
public static class AccessRegistration
{
    public const int MinimumPasswordLength = 10;

    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPortalOptions<AccessOptions>(configuration, "Access");
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
        services.AddSessions();
        AddIdentity(services);
        services.AddAuthorization();
        services.AddOptions<AuthorizationOptions>().Configure<AccessOptions>(Policies.Add);
        services.AddScoped<IAuthorizationHandler, MemberRequirementHandler>();
        services.AddScoped<IClaimsTransformation, OrganizationCookie>();
        services.AddSingleton<PortalUrls>();
        services.AddNotice<VerifyEmailNotice>();
        services.AddNotice<ResetPasswordNotice>();
        services.AddNotice<AccountExistsNotice>();
        services.AddScoped<AccountMails>();
        services.AddScoped<AccountService>();
        services.AddScoped<SignInService>();
        services.AddScoped<TwoFactorService>();
        services.AddScoped<IntentMemory>();
        services.AddScoped<CurrentOrganization>();
        services.AddScoped<Caller>();
        services.AddScoped<ConsolePeople>();
        return services;
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddIdentityCore<PortalUser>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.SignIn.RequireConfirmedEmail = true;
                options.Password = new PasswordOptions
                {
                    RequiredLength = MinimumPasswordLength, RequireDigit = false, RequireLowercase = false, RequireUppercase = false,
                    RequireNonAlphanumeric = false, RequiredUniqueChars = 4,
                };
                options.Lockout = new LockoutOptions { MaxFailedAccessAttempts = 5, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15) };
            })
            .AddRoles<PortalRole>()
            .AddEntityFrameworkStores<BillingDb>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<PortalClaimsFactory>()
            .AddDefaultTokenProviders();
    }
}
