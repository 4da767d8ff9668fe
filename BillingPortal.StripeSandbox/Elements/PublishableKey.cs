using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Elements;

/// <summary>
/// A <c>pk_test_…</c> key, which browsers hold. It belongs to the account of the secret key with the same ending: <c>pk_test_shop</c> to <c>sk_test_shop</c>.
/// </summary>
internal sealed record PublishableKey(string Text)
{
    private const string Prefix = "pk_test_";

    /// <summary>Stripe has no live account here, and a page with a live key must not believe that it takes money.</summary>
    public bool IsLive => Text.StartsWith("pk_live_", StringComparison.Ordinal);

    public string SecretKey => "sk_test_" + Text[Prefix.Length..];

    /// <summary>The publishable key that a request carries as bearer, as Basic user or as the parameter <c>key</c>; null when it carries another kind or none.</summary>
    public static async Task<PublishableKey?> OfAsync(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString() is { Length: > 0 } header)
        {
            return Recognized(header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : BasicUser(header));
        }

        return Recognized(request.Query["key"].ToString()) ?? (HttpMethods.IsPost(request.Method) ? Recognized(await KeyInFormAsync(request)) : null);
    }

    private static PublishableKey? Recognized(string? key) =>
        key is not null && (key.StartsWith(Prefix, StringComparison.Ordinal) || key.StartsWith("pk_live_", StringComparison.Ordinal)) ? new PublishableKey(key) : null;

    private static string? BasicUser(string header)
    {
        var buffer = new byte[header.Length];
        return header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) && Convert.TryFromBase64String(header[6..].Trim(), buffer, out var count)
            ? Encoding.UTF8.GetString(buffer, 0, count).Split(':')[0]
            : null;
    }

    /// <summary>Looks into the body and leaves it as it was, because the rest of the request's way reads it too.</summary>
    private static async Task<string?> KeyInFormAsync(HttpRequest request)
    {
        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, Encoding.UTF8, leaveOpen: true);
        var body = await reader.ReadToEndAsync();
        request.Body.Position = 0;
        return body.Split('&').Where(static pair => pair.StartsWith("key=", StringComparison.Ordinal)).Select(static pair => WebUtility.UrlDecode(pair[4..])).FirstOrDefault();
    }
}
