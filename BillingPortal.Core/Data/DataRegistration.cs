using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BillingPortal.Core.Data;

/// <summary>What the Data folder offers to the container.</summary>
public static class DataRegistration
{
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPortalOptions<DatabaseOptions>(configuration, "Database");
        services.AddSingleton(provider => new BillingDbFactory(DatabaseTarget.Parse(provider.GetRequiredService<DatabaseOptions>().Url), provider));
        services.AddSingleton<IDbContextFactory<BillingDb>>(provider => provider.GetRequiredService<BillingDbFactory>());
        services.AddSingleton<BillingDbMigrator>();

        // Only for ASP.NET Identity's stores, which insist on a scoped context; all other code asks the factory.
        services.AddScoped(provider => provider.GetRequiredService<BillingDbFactory>().CreateDbContext());

        services.AddDataProtection().SetApplicationName("BillingPortal");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = new DatabaseKeyRing(provider.GetRequiredService<BillingDbFactory>())));
        return services;
    }
}
