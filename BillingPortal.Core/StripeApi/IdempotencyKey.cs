using System.Security.Cryptography;
using System.Text;

namespace BillingPortal.Core.StripeApi;

/// <summary>
/// The key of one intent (at most 255 characters). Derived from what the user meant, never from the attempt: whoever repeats the intent
/// repeats the key, and Stripe answers with the first result. https://docs.stripe.com/api/idempotent_requests
/// </summary>
public readonly record struct IdempotencyKey(string Value)
{
    private const int MaxLength = 255;

    /// <summary>A key from the parts of an intent, such as <c>For("checkout", org, plan)</c>; parts too long for a key are hashed.</summary>
    public static IdempotencyKey For(params IReadOnlyList<string> parts)
    {
        var text = string.Join(':', parts);
        return new(Fits(text) ? text : $"{parts[0][..Math.Min(parts[0].Length, 64)]}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}");
    }

    public override string ToString() => Value;

    /// <exception cref="ArgumentException">The key is empty, too long, or has characters that a header cannot carry.</exception>
    internal IdempotencyKey Checked() => Fits(Value)
        ? this
        : throw new ArgumentException("An idempotency key has 1 to 255 printable ASCII characters; IdempotencyKey.For makes one of any parts.");

    private static bool Fits(string? text) => text is { Length: > 0 and <= MaxLength } && text.All(character => character is > ' ' and < '\x7f');
}
