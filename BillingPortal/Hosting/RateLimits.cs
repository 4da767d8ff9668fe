using System.Threading.RateLimiting;
using BillingPortal.Access;

namespace BillingPortal.Hosting;

/// <summary>How often one address may try the doors, and one caller the API. Webhooks are not limited: Stripe sends as fast as it needs to.</summary>
public static class RateLimits
{
    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(Partition);
        });
        return services;
    }

    private static RateLimitPartition<string> Partition(HttpContext context)
    {
        var access = context.RequestServices.GetRequiredService<AccessOptions>();
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        if (HttpMethods.IsPost(context.Request.Method) && context.Request.Path.StartsWithSegments("/auth", StringComparison.OrdinalIgnoreCase))
            return PerMinute($"auth:{address}", access.AuthRequestsPerMinute);
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            return PerMinute($"api:{ApiToken.IdOf(context.User) ?? CurrentUser.From(context.User)?.Id.ToString() ?? address}", access.ApiRequestsPerMinute);
        return RateLimitPartition.GetNoLimiter("pages");
    }

    private static RateLimitPartition<string> PerMinute(string key, int permits) => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
    {
        PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0,
    });
}
