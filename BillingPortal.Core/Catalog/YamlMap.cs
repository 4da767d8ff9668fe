using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace BillingPortal.Core.Catalog;

/// <summary>One mapping of the plans file. Each read takes its key away, so that what is left at the end is unknown; mistakes are collected as sentences.</summary>
internal sealed class YamlMap
{
    private readonly Dictionary<string, YamlNode> nodes = [];
    private readonly string place;
    private readonly List<string> problems;

    public YamlMap(YamlNode node, string place, List<string> problems)
    {
        (this.place, this.problems) = (place, problems);
        if (node is not YamlMappingNode map)
        {
            Problem(node, "must be a mapping of keys to values");
            return;
        }

        foreach (var (key, value) in map.Children)
            nodes[(key as YamlScalarNode)?.Value ?? ""] = value;
    }

    public IReadOnlyList<string> Keys => [.. nodes.Keys];

    public YamlNode? Take(string key) => nodes.Remove(key, out var node) ? node : null;

    public string Text(string key, string? otherwise = null)
    {
        var node = Take(key);
        if (node is null && otherwise is not null)
            return otherwise;
        if (node is YamlScalarNode { Value.Length: > 0 } scalar)
            return scalar.Value;
        Problem(node, $"key '{key}' must be a text");
        return otherwise ?? "";
    }

    public bool Flag(string key)
    {
        var node = Take(key);
        if (node is null)
            return false;
        if (node is YamlScalarNode { Value: "true" or "false" } scalar)
            return scalar.Value == "true";
        Problem(node, $"key '{key}' must be true or false");
        return false;
    }

    /// <summary>A whole number of at least <paramref name="least"/>; null only where <c>null</c> is allowed and written.</summary>
    public long? Number(string key, long least, bool nullable)
    {
        var node = Take(key);
        if (node is YamlScalarNode scalar)
        {
            if (nullable && scalar.Style == YamlDotNet.Core.ScalarStyle.Plain && scalar.Value is "null" or "~" or "")
                return null;
            if (long.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
                return number;
        }

        Problem(node, $"key '{key}' must be a whole number of at least {least}{(nullable ? ", or null for unlimited" : "")}");
        return null;
    }

    public IReadOnlyList<YamlNode> List(string key)
    {
        var node = Take(key);
        if (node is YamlSequenceNode list)
            return [.. list.Children];
        Problem(node, $"key '{key}' must be a list");
        return [];
    }

    public void RefuseRest()
    {
        foreach (var (key, node) in nodes)
            Problem(node, $"key '{key}' is unknown");
    }

    public void Problem(YamlNode? node, string sentence) =>
        problems.Add($"{place}{(node is null ? "" : string.Create(CultureInfo.InvariantCulture, $", line {node.Start.Line}"))}: {sentence}.");
}
