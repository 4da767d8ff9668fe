using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using BillingPortal.StripeSandbox.CreditNotes;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Sources;

namespace BillingPortal.StripeSandbox.Store;

/// <summary>The two faces of a record: on the wire without what is hidden, in the journal with it. Nulls are always written, as Stripe does.</summary>
internal static class Json
{
    public static JsonSerializerOptions Wire { get; } = Make(WithoutHidden, new FirstHandful<InvoiceLine>(), new FirstHandful<CreditNoteLine>());

    public static JsonSerializerOptions Journal { get; } = Make(WithoutIndexes);

    private static JsonSerializerOptions Make(Action<JsonTypeInfo> modifier, params JsonConverter[] converters)
    {
        var options = Make(modifier);
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        return options;
    }

    private static JsonSerializerOptions Make(Action<JsonTypeInfo> modifier) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { modifier } },
    };

    private static void WithoutHidden(JsonTypeInfo type)
    {
        WithoutIndexes(type);
        if (type.Type == typeof(InvoiceItem) || type.Type == typeof(Discount) || type.Type == typeof(CardSource))
        {
            // The kinds whose making Stripe calls "date" and "start", or does not tell.
            Remove(type, static property => property.Name == "created");
        }

        Remove(type, static property => property.AttributeProvider is { } marks
            && (marks.IsDefined(typeof(HiddenAttribute), inherit: true) || marks.IsDefined(typeof(IncludedAttribute), inherit: true)));
    }

    /// <summary>What the store derives from a record is no part of it; an override does not inherit the base property's JsonIgnore.</summary>
    private static void WithoutIndexes(JsonTypeInfo type)
    {
        if (type.Type.IsSubclassOf(typeof(StripeObject)))
        {
            Remove(type, static property => property.Name is "owners" or "wake_at" or "clock_id");
        }
    }

    private static void Remove(JsonTypeInfo type, Func<JsonPropertyInfo, bool> unwanted)
    {
        for (var at = type.Properties.Count - 1; at >= 0; at--)
        {
            if (unwanted(type.Properties[at]))
            {
                type.Properties.RemoveAt(at);
            }
        }
    }
}

/// <summary>Finds the record type behind a journal line's kind.</summary>
internal static class Kinds
{
    private static readonly Dictionary<string, Type> ByName = typeof(Kinds).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(StripeObject)) && !type.IsAbstract)
        .ToDictionary(type => NameOf(type));

    public static Type Find(string name) => ByName[name];

    /// <summary>Stripe's name of a kind of stored object.</summary>
    public static string NameOf(Type type) =>
        ((StripeObject)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type)).Object;
}
