using BillingPortal.Access;
using BillingPortal.Components.Pages.Checkout;
using BillingPortal.Components.Pages.Overview;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace BillingPortal.Components;

/// <summary>What the Components folder offers to the container: Blazor itself and the readers that join several queries for one page.</summary>
public static class ComponentsRegistration
{
    public static IServiceCollection AddPortalComponents(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.TryAddSingleton(PortalMode.Live);
        services.AddScoped<CheckoutDesk>();
        services.AddScoped<OverviewReader>();
        return services;
    }
}
