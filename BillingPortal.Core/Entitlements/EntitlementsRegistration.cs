using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Entitlements;

/// <summary>What the Entitlements folder offers to the container.</summary>
public static class EntitlementsRegistration
{
    public static IServiceCollection AddEntitlements(this IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton<EntitlementQueries>();
}
