using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Serves the style and the script of the hosted pages out of the assembly.</summary>
internal static class Assets
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/_sandbox/assets/pages.css", (RequestDelegate)(http => WriteAsync(http, "assets/pages.css", "text/css; charset=utf-8")));
        app.MapGet("/_sandbox/assets/pages.js", (RequestDelegate)(http => WriteAsync(http, "assets/pages.js", "text/javascript; charset=utf-8")));
    }

    private static async Task WriteAsync(HttpContext http, string name, string type)
    {
        http.Response.ContentType = type;
        await using var asset = typeof(Assets).Assembly.GetManifestResourceStream(name)!;
        await asset.CopyToAsync(http.Response.Body);
    }
}
