using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Sources;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>Writes an answer as JSON with the asked-for ids replaced by their objects, up to four levels deep.</summary>
internal static class Expansion
{
    private const int DeepestLevel = 4;

    public static JsonNode Render(Account account, object answer, IReadOnlyList<string> paths)
    {
        var node = JsonSerializer.SerializeToNode(answer, answer.GetType(), Json.Wire)!;
        foreach (var path in paths)
        {
            var names = path.Split('.');
            if (names.Length > DeepestLevel)
            {
                throw StripeError.Invalid($"You cannot expand more than {DeepestLevel} levels of a property. Property: {path}", "expand");
            }

            Expand(account, answer, (JsonObject)node, names, path);
        }

        return node;
    }

    /// <summary>Walks record and JSON side by side: the record's type knows what may be expanded, the JSON is what changes.</summary>
    private static void Expand(Account account, object owner, JsonObject node, ReadOnlySpan<string> names, string path)
    {
        var name = names[0];
        var rest = names[1..];
        if (owner is StripeObject included && Includables.Find(included, name) is { } include)
        {
            var made = node[name] is JsonObject ? null : include(account);
            if (made != Includables.Absent)
            {
                Replace(account, node, name, made, rest, path, owner);
            }

            return;
        }

        if (owner is IDictionary map)
        {
            // A map by currency and the like: its values are expanded, not its keys.
            if (map.Contains(name) && map[name] is { } named && node[name] is JsonObject within && rest.Length > 1)
            {
                Expand(account, named, within, rest, path);
            }

            return;
        }

        var property = PropertyOf(owner, name) ?? throw CannotExpand(path);
        var value = property.GetValue(owner);
        if (property.IsDefined(typeof(ExpandableAttribute)))
        {
            ExpandIds(account, node, name, value, rest, path);
        }
        else if (property.IsDefined(typeof(IncludedAttribute)))
        {
            node[name] ??= value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), Json.Wire);
            if (value is not null && node[name] is JsonObject part)
            {
                Descend(account, value, part, rest, path);
            }
        }
        else if (rest.Length == 0)
        {
            // A list that is there anyway may be asked for, as it may be at Stripe.
            _ = node[name] is JsonObject list && list["object"]?.GetValueKind() == JsonValueKind.String && list["object"]!.GetValue<string>() == "list"
                ? list : throw CannotExpand(path);
        }
        else if (value is IEnumerable many and not string && value is not IDictionary)
        {
            // A long list shows its first handful only.
            foreach (var (element, shown) in many.Cast<object>().Zip((JsonArray)node[name]!))
            {
                Descend(account, element, (JsonObject)shown!, rest, path);
            }
        }
        else if (value is not null)
        {
            Descend(account, value, node[name] as JsonObject ?? throw CannotExpand(path), rest, path);
        }
    }

    private static void ExpandIds(Account account, JsonObject node, string name, object? value, ReadOnlySpan<string> rest, string path)
    {
        if (value is string id)
        {
            Replace(account, node, name, Named(account, name, id) ?? Deleted(account, id), rest, path, owner: null);
        }
        else if (value is List<string> ids && node[name] is JsonArray array)
        {
            for (var at = 0; at < ids.Count; at++)
            {
                if (account.Find(ids[at]) is { } row)
                {
                    array[at] = array[at] is JsonObject known ? known : JsonSerializer.SerializeToNode(row, row.GetType(), Json.Wire);
                    Descend(account, row, (JsonObject)array[at]!, rest, path);
                }
            }
        }
    }

    private static void Replace(Account account, JsonObject node, string name, object? row, ReadOnlySpan<string> rest, string path, object? owner)
    {
        if (row is not null && node[name] is not JsonObject)
        {
            node[name] = JsonSerializer.SerializeToNode(row, row.GetType(), Json.Wire);
        }

        row ??= owner is StripeObject included ? Includables.Find(included, name)!(account) : null;
        if (row is not null && node[name] is JsonObject expanded)
        {
            Descend(account, row, expanded, rest, path);
        }
        else if (!node.ContainsKey(name))
        {
            node[name] = null;
        }
    }

    private static void Descend(Account account, object row, JsonObject node, ReadOnlySpan<string> rest, string path)
    {
        if (rest.Length > 0)
        {
            Expand(account, row, node, rest, path);
        }
    }

    /// <summary>A default source is a payment method in its older view.</summary>
    private static object? Named(Account account, string name, string id) =>
        account.Find(id) is var row && name == "default_source" && row is PaymentMethod method ? CardSource.Of(method) : row;

    /// <summary>A deleted customer expands into what is left of it.</summary>
    private static DeletedObject? Deleted(Account account, string id) =>
        account.Find<DeletedCustomer>(DeletedCustomer.IdOf(id)) is { } gone ? new DeletedObject(gone.Customer, "customer") : null;

    private static PropertyInfo? PropertyOf(object owner, string name) =>
        owner.GetType().GetProperties().FirstOrDefault(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name) == name
            && !property.IsDefined(typeof(HiddenAttribute)));

    private static StripeError CannotExpand(string path) =>
        StripeError.Invalid($"This property cannot be expanded ({path}).", "expand");
}

/// <summary>Properties that Stripe leaves out until they are expanded, by kind and name. Each resource's folder registers its own.</summary>
internal static class Includables
{
    // Every sandbox of a process fills the same table while it starts, and they may start together.
    private static readonly ConcurrentDictionary<(string Kind, string Name), Func<Account, StripeObject, object?>> Table = new();

    /// <summary>What an include gives when its object has no such part: the key stays away.</summary>
    public static object Absent { get; } = new();

    public static void Add<T>(string kind, string name, Func<Account, T, object?> make) where T : StripeObject =>
        Table[(kind, name)] = (account, row) => make(account, (T)row);

    public static Func<Account, object?>? Find(StripeObject row, string name) =>
        Table.TryGetValue((row.Object, name), out var make) ? account => make(account, row) : null;
}
