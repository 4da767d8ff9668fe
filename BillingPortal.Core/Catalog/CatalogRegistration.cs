using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Catalog;

/// <summary>What the Catalog folder offers to the container.</summary>
public static class CatalogRegistration
{
    public static IServiceCollection AddCatalog(this IServiceCollection services, IConfiguration configuration) => services;
}
