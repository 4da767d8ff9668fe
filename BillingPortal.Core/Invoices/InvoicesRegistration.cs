using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Invoices;

/// <summary>What the Invoices folder offers to the container.</summary>
public static class InvoicesRegistration
{
    public static IServiceCollection AddInvoices(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<InvoiceQueries>()
        .AddSingleton<RefundProjection>()
        .AddTransient<InvoiceEventHandler>()
        .AddTransient<ChargeEventHandler>()
        .AddTransient<RefundEventHandler>()
        .AddTransient<DisputeEventHandler>();
}
