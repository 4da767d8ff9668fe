using System.Runtime.CompilerServices;
using System.Text;

namespace BillingPortal.Core.StripeApi;

/// <summary>
/// A path of Stripe's API. Written as an interpolated string, each hole is escaped (an id out of a browser's address can never leave its
/// segment) and leaves only <c>{id}</c> in <see cref="Template"/>, which is what logs and metrics get.
/// </summary>
[InterpolatedStringHandler]
public readonly struct StripePath
{
    private readonly StringBuilder path;
    private readonly StringBuilder template;

    public StripePath(int literalLength, int formattedCount)
    {
        path = new StringBuilder(literalLength + (32 * formattedCount));
        template = new StringBuilder(literalLength + (4 * formattedCount));
    }

    private StripePath(string constant)
    {
        path = new StringBuilder(constant);
        template = new StringBuilder(constant);
    }

    public string Template => template.ToString();

    public void AppendLiteral(string value)
    {
        path.Append(value);
        template.Append(value);
    }

    /// <exception cref="ArgumentException">The value is empty or dots only: it would name another path than the one written.</exception>
    public void AppendFormatted<T>(T value)
    {
        var text = value?.ToString();
        if (string.IsNullOrWhiteSpace(text) || text is "." or "..")
            throw new ArgumentException("An id in a Stripe path must not be empty.", nameof(value));
        path.Append(Uri.EscapeDataString(text));
        template.Append("{id}");
    }

    public override string ToString() => path.ToString();

    public static implicit operator StripePath(string constant) => new(constant);
}
