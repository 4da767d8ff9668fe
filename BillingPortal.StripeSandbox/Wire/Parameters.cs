using System.Globalization;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>
/// Reads a request's parameters by name and type, notes which were read, and refuses the rest: nothing that a caller asks for is passed over
/// in silence. A request without a Stripe-Version is read leniently, because such callers rely on older versions' parameters.
/// </summary>
internal sealed class Parameters(FormNode node, string path = "", bool lenient = false)
{
    private readonly HashSet<string> read = [];
    private readonly Dictionary<string, Parameters> hashes = [];
    private readonly Dictionary<string, List<Parameters>> lists = [];

    /// <summary>The full name of a parameter, as error objects show it: <c>items[0][price]</c>.</summary>
    public string Name(string name) => path.Length == 0 ? name : $"{path}[{name}]";

    public bool Has(string name) => Node(name) is not null;

    /// <summary>True when the caller sent the parameter empty, which clears the field.</summary>
    public bool Clears(string name) => Node(name) is { IsText: true, Text: "" };

    public bool IsPlain(string name) => Node(name) is { IsText: true };

    /// <summary>Known to Stripe and harmless to leave without effect here.</summary>
    public void Accept(params string[] names)
    {
        foreach (var name in names)
        {
            read.Add(name);
        }
    }

    /// <summary>Null when absent or cleared; ask <see cref="Has"/> to tell them apart.</summary>
    public string? Text(string name)
    {
        if (Node(name) is not { } value)
        {
            return null;
        }

        if (!value.IsText)
        {
            throw StripeError.Invalid($"Invalid string: {Name(name)}", Name(name));
        }

        return string.IsNullOrEmpty(value.Text) ? null : value.Text;
    }

    public string RequiredText(string name) => Text(name) ?? throw StripeError.MissingParameter(Name(name));

    /// <summary>The new value when sent (null when cleared), else the old one: the rule of every update.</summary>
    public string? Text(string name, string? before) => Has(name) ? Text(name) : before;

    public long? Integer(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw StripeError.Invalid($"Invalid integer: {text}", Name(name), "parameter_invalid_integer");
    }

    public decimal? Decimal(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw StripeError.Invalid($"Invalid decimal: {text}", Name(name));
    }

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var text => throw StripeError.Invalid($"Invalid boolean: {text}", Name(name)),
    };

    public string? Choice(string name, params ReadOnlySpan<string> allowed)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return allowed.Contains(text)
            ? text
            : throw StripeError.Invalid($"Invalid {Name(name)}: must be one of {string.Join(", ", allowed.ToArray())}", Name(name));
    }

    public Parameters? Hash(string name)
    {
        if (Node(name) is not { } value || Clears(name))
        {
            return null;
        }

        if (value.IsText)
        {
            throw StripeError.Invalid("Invalid object", Name(name));
        }

        if (!hashes.TryGetValue(name, out var hash))
        {
            hashes[name] = hash = new Parameters(value, Name(name), lenient);
        }

        return hash;
    }

    /// <summary>The hashes of a map whose keys the caller chooses, such as <c>currency_options</c>.</summary>
    public IEnumerable<(string Name, Parameters Value)> Hashes() =>
        node.Children.Select(child => (child.Key, Hash(child.Key) ?? throw StripeError.Invalid("Invalid object", Name(child.Key)))).ToList();

    /// <summary>An array of hashes; empty when absent.</summary>
    public List<Parameters> List(string name)
    {
        if (lists.TryGetValue(name, out var known))
        {
            return known;
        }

        if (Node(name) is not { } value || Clears(name))
        {
            return [];
        }

        if (value.IsText || value.Children.Any(child => !int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            throw StripeError.Invalid("Invalid array", Name(name));
        }

        return lists[name] = [.. InOrder(value).Select(child => new Parameters(child.Value, $"{Name(name)}[{child.Key}]", lenient))];
    }

    /// <summary>An array of texts; null when absent, empty when cleared.</summary>
    public List<string>? Texts(string name)
    {
        if (Node(name) is not { } value)
        {
            return null;
        }

        if (Clears(name))
        {
            return [];
        }

        return value.IsText
            ? throw StripeError.Invalid("Invalid array", Name(name))
            : [.. InOrder(value).Select(child => child.Value.Text ?? throw StripeError.Invalid("Invalid string", $"{Name(name)}[{child.Key}]"))];
    }

    /// <summary>Merges key by key into the metadata before: an empty value removes its key, an empty hash removes all.</summary>
    public Dictionary<string, string> Metadata(IReadOnlyDictionary<string, string>? before = null, string name = "metadata")
    {
        var merged = before is null || Clears(name) ? [] : new Dictionary<string, string>(before);
        foreach (var (key, value) in (Clears(name) ? null : Node(name))?.Children ?? [])
        {
            if (key.Length > 40 || value.Text?.Length > 500)
            {
                throw StripeError.Invalid($"Metadata keys have at most 40 characters and values at most 500: {key}", $"{Name(name)}[{key}]");
            }

            if (string.IsNullOrEmpty(value.Text))
            {
                merged.Remove(key);
            }
            else
            {
                merged[key] = value.Text;
            }
        }

        return merged.Count <= 50 ? merged : throw StripeError.Invalid("You can specify at most 50 metadata keys.", Name(name));
    }

    /// <summary>The full name of a parameter that was sent and that nothing has read so far.</summary>
    public string? FirstUnread() => node.Children.Where(child => !read.Contains(child.Key)).Select(child => Name(child.Key)).FirstOrDefault();

    /// <summary>Called when the handler is done; its work is rolled back when something was sent that nothing read.</summary>
    /// <param name="described">What is still here is known to Stripe, so the shortcoming is the sandbox's.</param>
    public void RefuseUnread(bool described = false)
    {
        if (lenient && !described)
        {
            return;
        }

        foreach (var (name, _) in node.Children)
        {
            if (!read.Contains(name))
            {
                throw described
                    ? StripeError.Invalid($"The sandbox does not act on the parameter {Name(name)}, which Stripe knows. Leave it out.", Name(name), StripeError.Unsupported)
                    : StripeError.Invalid($"Received unknown parameter: {Name(name)}", Name(name), "parameter_unknown");
            }
        }

        foreach (var inner in hashes.Values.Concat(lists.Values.SelectMany(list => list)))
        {
            inner.RefuseUnread(described);
        }
    }

    private static IOrderedEnumerable<KeyValuePair<string, FormNode>> InOrder(FormNode array) =>
        array.Children.OrderBy(child => int.Parse(child.Key, CultureInfo.InvariantCulture));

    private FormNode? Node(string name)
    {
        read.Add(name);
        return node.Find(name);
    }
}
