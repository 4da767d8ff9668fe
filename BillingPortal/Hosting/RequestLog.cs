namespace BillingPortal.Hosting;

/// <summary>One line for each request: method, route pattern, status, time. The pattern and not the path, because addresses carry ids and tokens.</summary>
public static class RequestLog
{
    public static void UseRequestLog(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("BillingPortal.Requests");
        var time = app.Services.GetRequiredService<TimeProvider>();
        app.Use(async (context, next) =>
        {
            var started = time.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                var status = context.Response.StatusCode;
                if (context.GetEndpoint() is RouteEndpoint endpoint && IsWorthALine(endpoint) && logger.IsEnabled(LogLevel.Information))
                    logger.Log(status >= 500 ? LogLevel.Error : LogLevel.Information, "{Method} {Route} answered {Status} in {Milliseconds:0.0} ms", context.Request.Method, endpoint.RoutePattern.RawText, status, time.GetElapsedTime(started).TotalMilliseconds);
            }
        });
    }

    /// <summary>Probes come every few seconds and style sheets with every page: they would bury everything else.</summary>
    private static bool IsWorthALine(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith("health/", StringComparison.Ordinal) != true
        && endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null;
}
