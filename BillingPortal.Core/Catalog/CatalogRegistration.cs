using BillingPortal.Core.Primitives;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Catalog;

/// <summary>What the Catalog folder offers to the container.</summary>
public static class CatalogRegistration
{
    public static IServiceCollection AddCatalog(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPortalOptions<CatalogOptions>(configuration, CatalogOptions.Section);
        services.AddPortalOptions<TrialOptions>(configuration, TrialOptions.Section);
        services.AddSingleton(provider => PlansFile.Load(provider.GetRequiredService<CatalogOptions>().ResolvedPlansPath));
        services.AddSingleton<CatalogQueries>();
        services.AddSingleton<CatalogStore>();
        services.AddTransient<CatalogAtStripe>();
        services.AddTransient<CatalogSync>();
        return services;
    }
}
