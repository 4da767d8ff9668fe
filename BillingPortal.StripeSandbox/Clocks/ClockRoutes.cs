using System.Globalization;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Clocks;

/// <summary>The sandbox's own controls, absent from Stripe: travel through time, and forget everything.</summary>
internal static class ClockRoutes
{
    private const long LongestTravelSeconds = 10L * 366 * 24 * 60 * 60;

    public static void Map(WebApplication app, SandboxContext sandbox, Travel travel)
    {
        app.MapGet("/_sandbox/clock", (RequestDelegate)(http => WriteAsync(http, sandbox, travel)));
        app.MapPost("/_sandbox/clock", (RequestDelegate)(http => AdvanceAsync(http, sandbox, travel)));
        app.MapPost("/_sandbox/clock/advance", (RequestDelegate)(http => AdvanceAsync(http, sandbox, travel)));
        app.MapPost("/_sandbox/reset", (RequestDelegate)(async http =>
        {
            await sandbox.ResetAsync();
            await WriteAsync(http, sandbox, travel);
        }));
    }

    /// <summary>Takes <c>seconds</c> or <c>to</c> (unix seconds), as form or query, and answers when everything due has happened.</summary>
    private static async Task AdvanceAsync(HttpContext http, SandboxContext sandbox, Travel travel)
    {
        var to = 0L;
        await SandboxForm.HandleAsync(http, parameters =>
        {
            var now = sandbox.Now;
            to = parameters.Integer("to") ?? now + (parameters.Integer("seconds") ?? throw StripeError.MissingParameter("seconds"));
            parameters.RefuseUnread();
            if (to < now || to - now > LongestTravelSeconds)
            {
                throw StripeError.Invalid("The clock moves forward only, and at most ten years at once.", "seconds");
            }
        }, async () =>
        {
            await travel.ToAsync(to, http.RequestAborted);
            await WriteAsync(http, sandbox, travel);
        });
    }

    /// <summary><c>travelling_to</c> is null unless a journey is under way; <c>now</c> then tells how far it is.</summary>
    private static Task WriteAsync(HttpContext http, SandboxContext sandbox, Travel travel) => http.Response.WriteAsJsonAsync(new
    {
        now = sandbox.Now,
        utc = DateTimeOffset.FromUnixTimeSeconds(sandbox.Now).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        travelled_seconds = sandbox.Travelled,
        travelling_to = travel.Destination,
    });
}
