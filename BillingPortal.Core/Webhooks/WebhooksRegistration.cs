using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Webhooks;

/// <summary>What the Webhooks folder offers to the container. The root adds the table of routes and the recorder of replays.</summary>
public static class WebhooksRegistration
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPortalOptions<WebhookOptions>(configuration, "Webhooks");
        services.AddSingleton<InboxSignal>();
        services.AddSingleton<EventAdmission>();
        services.AddSingleton<InboxIntake>();
        services.AddSingleton<WebhookReceiver>();
        services.AddSingleton<IInboxStore>(provider => provider.GetRequiredService<BillingDbFactory>().Target switch
        {
            { Kind: DatabaseKind.Postgres } target => new PostgresInboxStore(target),
            var target => new SqliteInboxStore(target),
        });

        services.AddSingleton<InboxBacklog>();
        services.AddSingleton<InboxLedger>();
        services.AddSingleton<ObjectReader>();
        services.AddSingleton<InboxGroupRun>();
        services.AddSingleton<InboxProcessor>();
        services.AddHostedService<InboxWorker>();

        services.AddSingleton<InboxQueries>();
        services.AddSingleton<InboxRetention>();
        return services;
    }
}
