using BillingPortal.StripeSandbox.Store;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Faults;

/// <summary>Stands before the API and plays a bad day of it: errors, rate limits, slow answers, answers that get lost.</summary>
internal sealed class ApiFaults(FaultDesk desk)
{
    private const string TooMany = "Request rate limit exceeded. The sandbox was told to limit the rate.";
    private const string Told = "The sandbox was told to fail this request; nothing was done.";

    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path.Value ?? "/";
        var hits = path.StartsWith("/v1/", StringComparison.Ordinal) ? desk.ForRequest(http.Request.Method, path) : [];
        if (Of(hits, FaultKind.Slow) is { } slow)
        {
            await Task.Delay(slow.Wait, http.RequestAborted);
        }

        if (Of(hits, FaultKind.RateLimit) is not null)
        {
            http.Response.Headers["Stripe-Rate-Limited-Reason"] = "global-rate";
            await RefuseAsync(http, StatusCodes.Status429TooManyRequests, new { type = "invalid_request_error", code = "rate_limit", message = TooMany });
        }
        else if (Of(hits, FaultKind.Error) is { } error)
        {
            await RefuseAsync(http, error.Order.Status, new { type = "api_error", message = Told });
        }
        else if (Of(hits, FaultKind.LostAnswer) is not null)
        {
            // The work is done and journalled; only the answer never leaves.
            var wire = http.Response.Body;
            http.Response.Body = Stream.Null;
            await next(http);
            http.Response.Body = wire;
            http.Abort();
        }
        else
        {
            await next(http);
        }
    }

    private static Hit? Of(List<Hit> hits, FaultKind kind) => hits.Find(hit => hit.Order.Kind == kind);

    private static Task RefuseAsync(HttpContext http, int status, object error)
    {
        http.Response.StatusCode = status;
        http.Response.Headers["request-id"] = Ids.New("req", 14);
        return http.Response.WriteAsJsonAsync(new { error });
    }
}
