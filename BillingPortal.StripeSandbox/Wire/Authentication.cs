using System.Text;
using BillingPortal.StripeSandbox.Store;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>Finds the account behind <c>Bearer sk_test_…</c> or Basic <c>sk_test_…:</c>. Any test key is an account; a live key is never accepted.</summary>
internal static class Authentication
{
    public static Account Account(SandboxContext sandbox, HttpRequest request)
    {
        var key = KeyOf(request.Headers.Authorization.ToString());
        if (string.IsNullOrEmpty(key))
        {
            throw StripeError.Unauthorized("You did not provide an API key. Provide it as a bearer token (Authorization: Bearer sk_test_...) or as the user name of basic auth.");
        }

        if (LiveKeys.IsLive(key))
        {
            throw StripeError.Unauthorized("This is the Stripe sandbox and no live key belongs here. Use any sk_test_ key, and consider rolling the live key that was just sent.");
        }

        return key.StartsWith("sk_test_", StringComparison.Ordinal) || key.StartsWith("rk_test_", StringComparison.Ordinal)
            ? sandbox.Open(key)
            : throw StripeError.Unauthorized($"Invalid API Key provided: {Masked(key)}");
    }

    private static string KeyOf(string header)
    {
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return header[7..].Trim();
        }

        if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return "";
        }

        var buffer = new byte[header.Length];
        return Convert.TryFromBase64String(header[6..].Trim(), buffer, out var count)
            ? Encoding.UTF8.GetString(buffer, 0, count).Split(':')[0]
            : "";
    }

    private static string Masked(string key) => key.Length <= 12 ? "****" : $"{key[..8]}****{key[^4..]}";
}

/// <summary>Recognizes live keys, which neither the environment nor a request may bring near the sandbox.</summary>
internal static class LiveKeys
{
    public static bool IsLive(string? key) =>
        key is not null && (key.StartsWith("sk_live_", StringComparison.Ordinal) || key.StartsWith("rk_live_", StringComparison.Ordinal));
}
