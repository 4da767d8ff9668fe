using System.Text.Json;
using BillingPortal.Tests.Databases;

namespace BillingPortal.Tests.Conformance;

/// <summary>Stripe's own description of its API, kept beside the repository; tests that need it are skipped with a message where it is absent.</summary>
public sealed class StripeDescription
{
    private const string File = "openapi-2026-07-29.dahlia.json";
    private static readonly Lazy<StripeDescription?> Loaded = new(Load);
    private readonly JsonElement document;
    private readonly ILookup<string, JsonElement> byObject;
    private readonly List<(string[] Segments, JsonElement Methods)> paths;

    private StripeDescription(JsonElement document)
    {
        this.document = document;
        Schema = new OpenApiSchema(document);
        byObject = document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .SelectMany(schema => ObjectNames(schema.Value).Select(name => (name, schema.Value)))
            .ToLookup(pair => pair.name, pair => pair.Value);
        paths = [.. document.GetProperty("paths").EnumerateObject().Select(path => (path.Name.Trim('/').Split('/'), path.Value))];
    }

    public JsonElement Document => document;

    public OpenApiSchema Schema { get; }

    public IEnumerable<string> OperationIds => paths.SelectMany(path => path.Methods.EnumerateObject().Select(operation => operation.Value.GetProperty("operationId").GetString()!));

    /// <summary>For tests that are about something else and only want to have an eye on it.</summary>
    public static StripeDescription? IfPresent => Loaded.Value;

    /// <summary>The description, or a skipped test that says what is missing.</summary>
    public static StripeDescription Required()
    {
        if (Loaded.Value is null)
            Assert.Skip($"Stripe's description is not here: shared/stripe/{File} was looked for beside the repository and above it. Nothing was checked against it.");
        return Loaded.Value;
    }

    /// <summary>What is wrong with an object that names itself by <c>object</c>, such as an event's.</summary>
    public IReadOnlyList<string> ViolationsOfObject(JsonElement value)
    {
        var name = value.TryGetProperty("object", out var text) ? text.GetString() : null;
        var candidates = name is null ? [] : byObject[name].ToList();
        if (candidates.Count == 0)
            return [$"$: no schema for an object named '{name}'"];
        var results = candidates.Select(schema => Schema.Violations(value, schema, name!)).ToList();
        return results.Exists(violations => violations.Count == 0) ? [] : results.MinBy(violations => violations.Count)!;
    }

    /// <summary>The operation that a request means; literal segments win over placeholders.</summary>
    public JsonElement? Operation(string method, string path)
    {
        var verb = method.ToLowerInvariant();
        return Matches(path).Where(known => known.Methods.TryGetProperty(verb, out _)).Select(known => (JsonElement?)known.Methods.GetProperty(verb)).FirstOrDefault();
    }

    /// <summary>The path with placeholders instead of ids, so that one finding has one name.</summary>
    public string Template(string path) => Matches(path).Select(known => "/" + string.Join('/', known.Segments)).FirstOrDefault(path);

    /// <summary>The schema of an operation's answer; errors share one.</summary>
    public static JsonElement Answer(JsonElement operation, bool success) =>
        operation.GetProperty("responses").GetProperty(success ? "200" : "default").GetProperty("content").GetProperty("application/json").GetProperty("schema");

    public static JsonElement? Fixtures() => Find("fixtures.json") is { } path
        ? JsonDocument.Parse(System.IO.File.ReadAllBytes(path)).RootElement.GetProperty("resources")
        : null;

    private IEnumerable<(string[] Segments, JsonElement Methods)> Matches(string path)
    {
        var segments = path.Trim('/').Split('/');
        return paths.Where(known => known.Segments.Length == segments.Length && known.Segments.Zip(segments).All(pair => IsPlaceholder(pair.First) || pair.First == pair.Second))
            .OrderBy(known => known.Segments.Count(IsPlaceholder));
    }

    private static bool IsPlaceholder(string segment) => segment.StartsWith('{');

    private static IEnumerable<string> ObjectNames(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty("object", out var name) && name.TryGetProperty("enum", out var values)
            ? values.EnumerateArray().Select(value => value.GetString()!)
            : [];

    private static StripeDescription? Load() => Find(File) is { } path ? new(JsonDocument.Parse(System.IO.File.ReadAllBytes(path)).RootElement) : null;

    private static string? Find(string file)
    {
        for (var folder = new DirectoryInfo(RepositoryRoot.Path); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "stripe", file);
            if (System.IO.File.Exists(path))
                return path;
        }

        return null;
    }
}
