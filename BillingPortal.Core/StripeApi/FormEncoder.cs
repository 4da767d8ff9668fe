using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.StripeApi;

/// <summary>
/// Writes a record, an anonymous object or a dictionary as Stripe's form: snake_case names, <c>a[b]=</c> for hashes, <c>a[0]=</c> for
/// lists, instants as Unix seconds. Null is left out; an empty text, an empty list or <see cref="Clear"/> becomes <c>a=</c>, which clears.
/// </summary>
public static class FormEncoder
{
    private static readonly ConcurrentDictionary<Type, (string Name, PropertyInfo Property)[]> Shapes = new();

    public static string Encode(object? parameters) => Join(Pairs(parameters));

    public static string Join(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in pairs)
            text.Append(text.Length == 0 ? "" : "&").Append(Escape(name)).Append('=').Append(WebUtility.UrlEncode(value));
        return text.ToString();
    }

    /// <summary>The parameters as flat names and texts, in the order of declaration, before escaping.</summary>
    public static List<KeyValuePair<string, string>> Pairs(object? parameters)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        if (parameters is not null)
            AddHash(pairs, "", parameters);
        return pairs;
    }

    private static void Add(List<KeyValuePair<string, string>> pairs, string name, object? value)
    {
        if (value is IClearable clearable)
            value = clearable.Content;
        if (value is null)
            return;
        if (Text(value) is { } text)
            pairs.Add(new(name, text));
        else if (value is IEnumerable list and not IDictionary && !IsHash(value))
            AddList(pairs, name, list);
        else
            AddHash(pairs, name, value);
    }

    private static void AddList(List<KeyValuePair<string, string>> pairs, string name, IEnumerable list)
    {
        var index = 0;
        foreach (var item in list)
            Add(pairs, string.Create(CultureInfo.InvariantCulture, $"{name}[{index++}]"), item);
        if (index == 0)
            pairs.Add(new(name, ""));
    }

    private static void AddHash(List<KeyValuePair<string, string>> pairs, string name, object hash)
    {
        foreach (var (key, value) in Members(hash))
            Add(pairs, name.Length == 0 ? key : $"{name}[{key}]", value);
    }

    private static IEnumerable<(string Key, object? Value)> Members(object hash) => hash switch
    {
        IDictionary dictionary => dictionary.Keys.Cast<object>().Select(key => (key.ToString()!, dictionary[key])),
        IEnumerable<KeyValuePair<string, string>> pairs => pairs.Select(pair => (pair.Key, (object?)pair.Value)),
        IEnumerable<KeyValuePair<string, object?>> pairs => pairs.Select(pair => (pair.Key, pair.Value)),
        _ => Shapes.GetOrAdd(hash.GetType(), Shape).Select(member => (member.Name, member.Property.GetValue(hash))),
    };

    private static bool IsHash(object value) => value is IEnumerable<KeyValuePair<string, string>> or IEnumerable<KeyValuePair<string, object?>>;

    private static (string Name, PropertyInfo Property)[] Shape(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Select(property => (JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), property)),
    ];

    private static string? Text(object value) => value switch
    {
        Clear => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTimeOffset instant => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        Enum member => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString()),
        Currency currency => currency.Code,
        Uri uri => uri.OriginalString,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ when IsTextId(value.GetType()) => value.ToString(),
        _ => null,
    };

    private static bool IsTextId(Type type) => type.IsValueType
        && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ITextId<>));

    // Stripe reads brackets both ways; literal ones keep the form legible in its request log.
    private static string Escape(string name) => WebUtility.UrlEncode(name)
        .Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal);
}
