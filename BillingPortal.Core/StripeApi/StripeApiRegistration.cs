using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.StripeApi;

/// <summary>What the StripeApi folder offers to the container.</summary>
public static class StripeApiRegistration
{
    public static IServiceCollection AddStripeApi(this IServiceCollection services, IConfiguration configuration) => services;
}
