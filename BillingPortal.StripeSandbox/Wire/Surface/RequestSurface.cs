using System.Text.RegularExpressions;

namespace BillingPortal.StripeSandbox.Wire.Surface;

/// <summary>The parameters of every operation that Stripe describes, found by method and route; what is not described has none.</summary>
internal static partial class RequestSurface
{
    /// <summary>A customer's coupon is what Stripe's command line makes discounts with.</summary>
    private static readonly Dictionary<string, string[]> Older = new() { ["POST /v1/customers"] = ["coupon"], ["POST /v1/customers/{}"] = ["coupon"] };

    private static readonly Lazy<Dictionary<string, HashShape>> Table = new(Load);

    /// <summary>Every described operation, such as <c>GET /v1/customers/{}</c>: placeholders have no names here.</summary>
    public static IReadOnlyDictionary<string, HashShape> Operations => Table.Value;

    public static HashShape? Find(string method, string route) => Table.Value.GetValueOrDefault(NameOf(method, route));

    public static string NameOf(string method, string route) => $"{method} {Placeholder().Replace(route, "{}")}";

    private static Dictionary<string, HashShape> Load()
    {
        using var stream = typeof(RequestSurface).Assembly.GetManifestResourceStream("surface/requests.txt")!;
        using var reader = new StreamReader(stream);
        return SurfaceReader.Read(reader.ReadToEnd())
            .Select(operation => (Name: Placeholder().Replace(operation.Key, "{}"), Shape: operation.Value))
            .ToDictionary(operation => operation.Name, operation => operation.Shape with { Older = Older.GetValueOrDefault(operation.Name) ?? [] });
    }

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
