using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Data;

/// <summary>What the Data folder offers to the container.</summary>
public static class DataRegistration
{
    public static IServiceCollection AddData(this IServiceCollection services, IConfiguration configuration) => services;
}
