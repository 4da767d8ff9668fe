using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>
/// Lets pages of any origin call the API and load the script, as Stripe does. No cookie opens anything here, so an origin gains nothing that its key does not give it.
/// </summary>
internal static class CrossOrigin
{
    private const string PreflightSeconds = "300";

    public static void Use(WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.Request.Headers.Origin.Count > 0 && IsShared(http.Request.Path))
        {
            var headers = http.Response.Headers;
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlExposeHeaders = "Request-Id, Stripe-Version";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            if (HttpMethods.IsOptions(http.Request.Method))
            {
                headers.AccessControlAllowMethods = "GET, POST, DELETE";
                headers.AccessControlAllowHeaders = "Authorization, Content-Type, Idempotency-Key, Stripe-Version";
                headers.AccessControlMaxAge = PreflightSeconds;
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                return;
            }
        }

        await next(http);
    });

    private static bool IsShared(PathString path) => path.StartsWithSegments("/v1", StringComparison.Ordinal)
        || path.StartsWithSegments("/v3", StringComparison.Ordinal) || path.Value!.EndsWith("/stripe.js", StringComparison.Ordinal);
}
