using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Customers;

/// <summary>What the Customers folder offers to the container.</summary>
public static class CustomersRegistration
{
    public static IServiceCollection AddCustomers(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<OrganizationService>()
        .AddSingleton<OrganizationQueries>()
        .AddSingleton<ApiTokenService>()
        .AddTransient<CustomerService>()
        .AddTransient<CustomerEventHandler>();
}
