using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The frame that all hosted pages share, and the answer they are sent with.</summary>
internal static class Html
{
    /// <summary>Scripts and styles come from the sandbox itself. Forms may lead anywhere, because a paid form returns to the merchant.</summary>
    private const string Policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors *; form-action http: https:";

    public static string Text(string? value) => HtmlEncoder.Default.Encode(value ?? "");

    public static string Date(long unix) => DateTimeOffset.FromUnixTimeSeconds(unix).ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);

    public static string Page(string title, string body) =>
        $"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{Text(title)}</title>
          <link rel="stylesheet" href="/_sandbox/assets/pages.css">
          <link rel="icon" href="data:,">
          <script src="/_sandbox/assets/pages.js" defer></script>
        </head>
        <body>
          <aside class="badge" aria-label="Sandbox">Sandbox: no real money</aside>
          {body}
        </body>
        </html>
        """;

    /// <summary>A page with one message, for what cannot be shown otherwise.</summary>
    public static string Message(string title, string text, string? link = null, string? linkText = null) => Page(title,
        $"""
        <main class="card narrow">
          <h1>{Text(title)}</h1>
          <p>{Text(text)}</p>
          {(link is null ? "" : $"""<p><a class="button" href="{Text(link)}">{Text(linkText)}</a></p>""")}
        </main>
        """);

    public static Task WriteAsync(HttpContext http, string page, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(page);
    }

    public static void SeeOther(HttpContext http, string url)
    {
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = url;
    }
}
