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

    public static void Map(WebApplication app, SandboxContext sandbox, Timekeeper timekeeper)
    {
        app.MapGet("/_sandbox/clock", (RequestDelegate)(http => WriteAsync(http, sandbox)));
        app.MapPost("/_sandbox/clock", (RequestDelegate)(http => AdvanceAsync(http, sandbox, timekeeper)));
        app.MapPost("/_sandbox/clock/advance", (RequestDelegate)(http => AdvanceAsync(http, sandbox, timekeeper)));
        app.MapPost("/_sandbox/reset", (RequestDelegate)(async http =>
        {
            await sandbox.ResetAsync();
            await WriteAsync(http, sandbox);
        }));
    }

    /// <summary>Takes <c>seconds</c> or <c>to</c> (unix seconds), as form or query, and answers when everything due has happened.</summary>
    private static async Task AdvanceAsync(HttpContext http, SandboxContext sandbox, Timekeeper timekeeper)
    {
        var seconds = 0L;
        await SandboxForm.HandleAsync(http, parameters =>
        {
            seconds = parameters.Integer("seconds") ?? (parameters.Integer("to") ?? throw StripeError.MissingParameter("seconds")) - sandbox.Now;
            parameters.RefuseUnread();
            if (seconds is < 0 or > LongestTravelSeconds)
            {
                throw StripeError.Invalid("The clock moves forward only, and at most ten years at once.", "seconds");
            }
        }, () => TravelAsync(http, sandbox, timekeeper, seconds));
    }

    private static async Task TravelAsync(HttpContext http, SandboxContext sandbox, Timekeeper timekeeper, long seconds)
    {
        await sandbox.TravelAsync(seconds);
        foreach (var account in sandbox.Accounts)
        {
            lock (account.Gate)
            {
                timekeeper.CatchUp(account);
            }
        }

        sandbox.Deliveries.Wake();
        await WriteAsync(http, sandbox);
    }

    private static Task WriteAsync(HttpContext http, SandboxContext sandbox) => http.Response.WriteAsJsonAsync(new
    {
        now = sandbox.Now,
        utc = DateTimeOffset.FromUnixTimeSeconds(sandbox.Now).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    });
}
