using System.Text.RegularExpressions;

namespace BillingPortal.StripeSandbox.Wire.Surface;

/// <summary>The parameters of every operation that Stripe describes, found by method and route; what is not described has none.</summary>
internal static partial class RequestSurface
{
    private static readonly Lazy<Dictionary<string, HashShape>> Table = new(Load);

    /// <summary>Every described operation, such as <c>GET /v1/customers/{}</c>: placeholders have no names here.</summary>
    public static IReadOnlyDictionary<string, HashShape> Operations => Table.Value;

    public static HashShape? Find(string method, string route) => Table.Value.GetValueOrDefault(NameOf(method, route));

    public static string NameOf(string method, string route) => $"{method} {Placeholder().Replace(route, "{}")}";

    private static Dictionary<string, HashShape> Load()
    {
        using var stream = typeof(RequestSurface).Assembly.GetManifestResourceStream("surface/requests.txt")!;
        using var reader = new StreamReader(stream);
        return SurfaceReader.Read(reader.ReadToEnd()).ToDictionary(operation => Placeholder().Replace(operation.Key, "{}"), operation => operation.Value);
    }

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
