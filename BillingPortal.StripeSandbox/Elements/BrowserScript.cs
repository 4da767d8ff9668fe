using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>
/// Serves what stands in for js.stripe.com: the script under Stripe's own names, and the frames in which its elements live. Card data is typed into
/// those frames only, whose policy lets them speak to the sandbox and to nobody else.
/// </summary>
internal static class BrowserScript
{
    /// <summary>Release trains that have a script of their own, <c>/dahlia/stripe.js</c>; the oldest script is <c>/v3/</c>.</summary>
    private static readonly string[] Trains = ["acacia", "basil", "clover", "dahlia"];

    private static readonly string[] FrameTypes =
        ["payment", "expressCheckout", "address", "linkAuthentication", "card", "cardNumber", "cardExpiry", "cardCvc", "wallet"];

    private const string FramePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

    public static string ChallengeScript => $"/v3/{Bundle.Challenge.Hash}/challenge.js";

    public static void Map(WebApplication app)
    {
        foreach (var path in (string[])["/v3", .. Trains.Select(train => $"/{train}/stripe.js")])
        {
            app.MapMethods(path, ["GET", "HEAD"], (RequestDelegate)(http => WriteAsync(http, Bundle.Page, "public, max-age=60")));
        }

        MapForever(app, Bundle.Frame, "frame.js");
        MapForever(app, Bundle.FrameStyle, "frame.css");
        MapForever(app, Bundle.Challenge, "challenge.js");
        foreach (var type in FrameTypes)
        {
            app.MapGet("/v3/frames/" + type, (RequestDelegate)WriteFrameAsync);
        }
    }

    /// <summary>The hash in the address changes with the content, so a browser never has to ask again.</summary>
    private static void MapForever(WebApplication app, Bundle bundle, string name) =>
        app.MapGet($"/v3/{bundle.Hash}/{name}", (RequestDelegate)(http => WriteAsync(http, bundle, "public, max-age=31536000, immutable")));

    private static async Task WriteAsync(HttpContext http, Bundle bundle, string caching)
    {
        var tag = $"\"{bundle.Hash}\"";
        http.Response.Headers.CacheControl = caching;
        http.Response.Headers.ETag = tag;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = bundle.Type;
        await http.Response.Body.WriteAsync(bundle.Content);
    }

    private static Task WriteFrameAsync(HttpContext http)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = FramePolicy;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Secure payment input frame</title>
              <link rel="stylesheet" href="/v3/{Bundle.FrameStyle.Hash}/frame.css">
              <script src="/v3/{Bundle.Frame.Hash}/frame.js" defer></script>
            </head>
            <body><div id="root" aria-busy="true"></div></body>
            </html>
            """);
    }
}
