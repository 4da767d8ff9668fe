using BillingPortal.Core.Lab.Stories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Lab;

/// <summary>What the Lab folder offers to the container. Pages and commands use it only where the portal has its own sandbox.</summary>
public static class LabRegistration
{
    /// <summary>A year of a thousand subscriptions may take a minute.</summary>
    private static readonly TimeSpan LongestTravel = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddLab(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHttpClient<SandboxControls>(http => http.Timeout = LongestTravel).RemoveAllLoggers();
        return services
            .AddSingleton<LabRunStore>()
            .AddSingleton<LabAudit>()
            .AddSingleton<LabWork>()
            .AddTransient<TimeMachine>()
            .AddTransient<SandboxDesk>()
            .AddTransient<ScenarioDesk>()
            .AddTransient<SandboxReset>()
            .AddTransient<PortalSide>()
            .AddTransient<StageBuilder>()
            .AddSingleton<ScenarioRunner>();
    }
}
