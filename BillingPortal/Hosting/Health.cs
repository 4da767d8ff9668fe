using BillingPortal.Core.Data;
using BillingPortal.Core.Webhooks;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace BillingPortal.Hosting;

/// <summary>For load balancers and people: is the process alive, and may it get traffic.</summary>
public static class Health
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    /// <summary>An event that waited longer means that processing does not keep up; traffic is still welcome.</summary>
    private static readonly TimeSpan InboxAgeLimit = TimeSpan.FromMinutes(15);

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<StartState>();
        services.AddHealthChecks()
            .AddCheck<StartCheck>("start")
            .AddCheck<DatabaseCheck>("database")
            .AddCheck<MigrationCheck>("migrations")
            .AddCheck<InboxCheck>("inbox_age");
        return services;
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks(Live, new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks(Ready, new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = Word(report.Status),
        checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = Word(entry.Value.Status), detail = entry.Value.Description }),
    });

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "failed",
    };

    /// <summary>EF Core wraps what it takes for a passing failure into an InvalidOperationException.</summary>
    private static bool IsAboutTheDatabase(Exception failure) => failure is System.Data.Common.DbException || failure.InnerException is System.Data.Common.DbException;

    private sealed class StartCheck(StartState start) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(start.Done ? HealthCheckResult.Healthy("done") : HealthCheckResult.Unhealthy("still starting"));
    }

    private sealed class DatabaseCheck(IDbContextFactory<BillingDb> databases) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy("answers") : HealthCheckResult.Unhealthy("does not answer");
        }
    }

    private sealed class MigrationCheck(IDbContextFactory<BillingDb> databases) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var db = await databases.CreateDbContextAsync(cancellationToken);
                var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
                return pending == 0 ? HealthCheckResult.Healthy("none pending") : HealthCheckResult.Unhealthy($"{pending} pending");
            }
            catch (Exception failure) when (IsAboutTheDatabase(failure))
            {
                return HealthCheckResult.Unhealthy("the database does not answer");
            }
        }
    }

    private sealed class InboxCheck(InboxQueries inbox, TimeProvider time) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                var age = (await inbox.CountAsync(cancellationToken)).OldestPending is { } oldest ? time.GetUtcNow() - oldest : TimeSpan.Zero;
                return age > InboxAgeLimit ? HealthCheckResult.Degraded($"the oldest event waits since {age.TotalMinutes:0} minutes") : HealthCheckResult.Healthy($"{age.TotalSeconds:0} s");
            }
            catch (Exception failure) when (IsAboutTheDatabase(failure))
            {
                return HealthCheckResult.Unhealthy("the database does not answer");
            }
        }
    }
}
