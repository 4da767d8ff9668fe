using BillingPortal.Core.Audit;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Entitlements;
using BillingPortal.Core.Invoices;
using BillingPortal.Core.Lab;
using BillingPortal.Core.Notifications;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Core.Webhooks;
using BillingPortal.Core.Primitives;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BillingPortal.Core;

/// <summary>The whole domain library for a host: one line per folder, lowest layer first.</summary>
public static class BillingCore
{
    public static IServiceCollection AddBillingCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IdGenerator>();
        services.AddStripeApi(configuration);
        services.AddData(configuration);
        services.AddAudit(configuration);
        services.AddNotifications(configuration);
        services.AddWebhooks(configuration);
        services.AddCatalog(configuration);
        services.AddCustomers(configuration);
        services.AddSubscriptions(configuration);
        services.AddInvoices(configuration);
        services.AddEntitlements(configuration);
        services.AddLab(configuration);
        services.AddSingleton(StripeEventRoutes.Table);
        services.AddSingleton<ReplayRecorder>(provider => (db, eventId, actor) => provider.GetRequiredService<AuditLog>().Append(db, "webhook.replayed", actor, null, eventId));
        return services;
    }
}
