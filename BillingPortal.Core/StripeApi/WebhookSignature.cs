using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BillingPortal.Core.StripeApi;

/// <summary>What a <c>Stripe-Signature</c> header proves about a delivery.</summary>
public enum SignatureVerdict
{
    Valid,

    /// <summary>No candidate fits any secret, or the header is missing or unreadable.</summary>
    InvalidSignature,

    /// <summary>Signed with our secret, but too long ago or ahead: a replay, or a clock that is wrong.</summary>
    TimestampOutOfTolerance,
}

/// <summary>Verifies and makes Stripe's signatures of webhook deliveries. https://docs.stripe.com/webhooks#verify-manually</summary>
/// <remarks>
/// <c>t=1700000000,v1=hex[,v1=hex]</c>: v1 is HMAC-SHA256 of "t.body", keyed with the whole secret text. Several secrets are accepted because
/// an endpoint's secret is rolled while deliveries signed with the old one are still under way.
/// </remarks>
public static class WebhookSignature
{
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromSeconds(300);

    private const int TextLimit = 256;

    /// <param name="body">The raw bytes as they came.</param>
    /// <param name="tolerance">How far the signed instant may lie from <paramref name="now"/>, in both directions.</param>
    public static SignatureVerdict Verify(ReadOnlySpan<byte> body, string? header, IReadOnlyList<string> secrets, DateTimeOffset now, TimeSpan tolerance)
    {
        var timestamp = Timestamp(header);
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var signedAt))
            return SignatureVerdict.InvalidSignature;
        var payload = ArrayPool<byte>.Shared.Rent(timestamp.Length + 1 + body.Length);
        try
        {
            var signed = SignedPayload(timestamp, body, payload);
            var fits = false;
            foreach (var secret in secrets)
                fits |= secret.Length > 0 && AnyCandidateFits(header, signed, secret); // an empty key would be everybody's key
            if (!fits)
                return SignatureVerdict.InvalidSignature;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(payload);
        }

        return Math.Abs(now.ToUnixTimeSeconds() - signedAt) <= tolerance.TotalSeconds ? SignatureVerdict.Valid : SignatureVerdict.TimestampOutOfTolerance;
    }

    /// <summary>The header that Stripe would send for this body: for tests, canaries and healing gaps.</summary>
    public static string Sign(ReadOnlySpan<byte> body, string secret, DateTimeOffset at)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Mac(SignedPayload(timestamp, body, new byte[timestamp.Length + 1 + body.Length]), secret, mac);
        return $"t={timestamp},v1={Convert.ToHexStringLower(mac)}";
    }

    private static ReadOnlySpan<char> Timestamp(ReadOnlySpan<char> header)
    {
        foreach (var part in header.Split(','))
        {
            if (Value(header[part], "t") is { IsEmpty: false } value)
                return value.Length <= 20 ? value : default;
        }

        return default;
    }

    private static bool AnyCandidateFits(ReadOnlySpan<char> header, ReadOnlySpan<byte> signed, string secret)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> candidate = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Mac(signed, secret, expected);
        var fits = false;
        foreach (var part in header.Split(','))
        {
            var hex = Value(header[part], "v1");
            if (hex.Length == 2 * candidate.Length && Convert.FromHexString(hex, candidate, out _, out _) == OperationStatus.Done)
                fits |= CryptographicOperations.FixedTimeEquals(expected, candidate); // no early way out: time must not tell which one fits
        }

        return fits;
    }

    /// <summary>The value of <c>scheme=value</c>, spaces around both allowed; empty for every other scheme.</summary>
    private static ReadOnlySpan<char> Value(ReadOnlySpan<char> part, ReadOnlySpan<char> scheme)
    {
        var equals = part.IndexOf('=');
        return equals > 0 && part[..equals].Trim().SequenceEqual(scheme) ? part[(equals + 1)..].Trim() : default;
    }

    private static ReadOnlySpan<byte> SignedPayload(ReadOnlySpan<char> timestamp, ReadOnlySpan<byte> body, Span<byte> buffer)
    {
        var length = Encoding.ASCII.GetBytes(timestamp, buffer);
        buffer[length++] = (byte)'.';
        body.CopyTo(buffer[length..]);
        return buffer[..(length + body.Length)];
    }

    private static void Mac(ReadOnlySpan<byte> signed, string secret, Span<byte> mac)
    {
        var length = Encoding.UTF8.GetByteCount(secret);
        Span<byte> key = length <= TextLimit ? stackalloc byte[length] : new byte[length];
        Encoding.UTF8.GetBytes(secret, key);
        HMACSHA256.HashData(key, signed, mac);
        CryptographicOperations.ZeroMemory(key);
    }
}
