using System.Security.Cryptography;
using BillingPortal.Core.Primitives;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BillingPortal.Core.StripeApi;

/// <summary>What the StripeApi folder offers to the container.</summary>
public static class StripeApiRegistration
{
    public static IServiceCollection AddStripeApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPortalOptions<StripeOptions>(configuration, StripeOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new StripeRetryPolicy(() => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20)));
        services.AddHttpClient<StripeTransport>(http => http.Timeout = Timeout.InfiniteTimeSpan) // the transport limits each attempt by the injected clock
            .ConfigurePrimaryHttpMessageHandler(PooledHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // the pool renews its own connections, so long-lived services may keep the client
            .RemoveAllLoggers(); // the factory's loggers write whole addresses, and ids with them
        services.AddTransient<StripeClient>();
        return services;
    }

    private static SocketsHttpHandler PooledHandler() => new()
    {
        AllowAutoRedirect = false, // a redirect would carry the key to whoever asks for it
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(20),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
    };
}
