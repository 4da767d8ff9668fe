using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BillingPortal.Core.Primitives;

/// <summary>Binds one folder's options to their section of appsettings.json and puts them on the list that is checked at start.</summary>
public static class PortalOptionsRegistration
{
    public static IServiceCollection AddPortalOptions<TOptions>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class, IPortalOptions
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
        services.AddSingleton<IPortalOptions>(provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
        return services;
    }
}
