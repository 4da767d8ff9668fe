using BillingPortal.Core.StripeApi;
using BillingPortal.Tests.Conformance;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Tests.StripeApi;

/// <summary>Our real client, registered as in production, pointed at a server of the test.</summary>
public static class TestStripeClient
{
    public const string Key = "sk_test_portaltests000000000000";

    public static StripeClient For(Uri address, TimeProvider? time = null, ILoggerProvider? logs = null, ConformanceJudge? judge = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Stripe:SecretKey"] = Key,
            ["Stripe:ApiBase"] = address.ToString(),
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Trace);
            if (logs is not null)
                logging.AddProvider(logs);
        });
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddStripeApi(configuration);
        if (judge is not null)
            services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(judge.Handler));
        return services.BuildServiceProvider().GetRequiredService<StripeClient>();
    }
}
