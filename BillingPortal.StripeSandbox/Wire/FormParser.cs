using System.Globalization;
using System.Net;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>A node of a parsed form: a text, or children by name. Arrays are children named by their index.</summary>
internal sealed class FormNode
{
    private Dictionary<string, FormNode>? children;

    public string? Text { get; set; }

    public bool IsText => children is null;

    public IEnumerable<KeyValuePair<string, FormNode>> Children => children ?? [];

    public FormNode? Find(string name) => children?.GetValueOrDefault(name);

    public FormNode Child(string name)
    {
        children ??= [];
        if (!children.TryGetValue(name, out var child))
        {
            children[name] = child = new FormNode();
        }

        return child;
    }

    public void Remove(string name) => children?.Remove(name);

    /// <summary>The element that <c>a[]</c> means: a new one, or the last one while it does not yet hold the key that follows (<c>a[][b]=1&amp;a[][c]=2</c>).</summary>
    public FormNode Append(string? keyWithin)
    {
        var count = children?.Count ?? 0;
        if (keyWithin is not null && count > 0 && Find(Index(count - 1)) is { } last && last.Find(keyWithin) is null)
        {
            return last;
        }

        return Child(Index(count));
    }

    private static string Index(int at) => at.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Parses <c>application/x-www-form-urlencoded</c> with nested keys, as every Stripe SDK and the CLI write them.</summary>
internal static class FormParser
{
    /// <summary>Stripe nests five deep at most; a bound keeps a hostile form from becoming a deep tree.</summary>
    private const int DeepestName = 20;

    public static FormNode Parse(string form, FormNode? into = null)
    {
        var root = into ?? new FormNode();
        foreach (var pair in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = WebUtility.UrlDecode(equals < 0 ? pair : pair[..equals]);
            var value = equals < 0 ? "" : WebUtility.UrlDecode(pair[(equals + 1)..]);
            Place(root, Split(key), value, key);
        }

        return root;
    }

    private static void Place(FormNode root, List<string> path, string value, string key)
    {
        if (path.Count > DeepestName)
        {
            throw StripeError.Invalid("Invalid request: parameters are nested too deeply.", path[0]);
        }

        var node = root;
        for (var at = 0; at < path.Count; at++)
        {
            if (node.Text is not null)
            {
                throw Both(key);
            }

            var within = at + 1 < path.Count ? path[at + 1] : null;
            node = path[at].Length == 0 && at > 0 ? node.Append(within is "" ? null : within) : node.Child(path[at]);
        }

        node.Text = node.IsText ? value : throw Both(key);
    }

    private static StripeError Both(string key) => StripeError.Invalid("Invalid request: a parameter was sent both as a value and as a hash.", key);

    /// <summary><c>a[b][]</c> → a, b, "".</summary>
    private static List<string> Split(string key)
    {
        var open = key.IndexOf('[', StringComparison.Ordinal);
        if (open <= 0)
        {
            return [key];
        }

        List<string> path = [key[..open]];
        while (open >= 0 && key.IndexOf(']', open) is var close and > 0)
        {
            path.Add(key[(open + 1)..close]);
            open = close + 1 < key.Length && key[close + 1] == '[' ? close + 1 : -1;
        }

        return path;
    }
}
