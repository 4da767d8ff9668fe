using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace BillingPortal.Core.Webhooks;

/// <summary>The few fields of a delivery that decide where it goes, read in one pass over the raw bytes without building a document.</summary>
public sealed record EventHead
{
    private const int LongestId = 255;
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:");

    public string Id { get; private set; } = "";

    public string Type { get; private set; } = "";

    public string? ApiVersion { get; private set; }

    public DateTimeOffset Created { get; private set; }

    public bool Livemode { get; private set; }

    public string? ObjectId { get; private set; }

    public string? ObjectKind { get; private set; }

    public string? CustomerId { get; private set; }

    /// <summary>Events of one group are processed one after the other: a customer's together, and what belongs to nobody by its object.</summary>
    public string GroupKey => ObjectKind == "customer" ? ObjectId ?? Id : CustomerId ?? ObjectId ?? Id;

    /// <summary>Null when the bytes are not one whole event of Stripe.</summary>
    public static EventHead? Read(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            return null;
        try
        {
            var head = new EventHead();
            var reader = new Utf8JsonReader(body);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && head.ReadEvent(ref reader) && !reader.Read() ? head : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return null; // broken JSON, a lone surrogate, or a value of another kind than Stripe sends
        }
    }

    private bool ReadEvent(ref Utf8JsonReader reader)
    {
        var (isEvent, hasCreated) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("object"u8))
                isEvent = Text(ref reader) == "event";
            else if (reader.ValueTextEquals("id"u8))
                Id = Identifier(Text(ref reader)) ?? "";
            else if (reader.ValueTextEquals("type"u8))
                Type = Identifier(Text(ref reader)) ?? "";
            else if (reader.ValueTextEquals("api_version"u8))
                ApiVersion = Identifier(Text(ref reader));
            else if (reader.ValueTextEquals("livemode"u8))
                Livemode = reader.Read() && reader.TokenType == JsonTokenType.True;
            else if (reader.ValueTextEquals("created"u8))
                hasCreated = ReadCreated(ref reader);
            else if (reader.ValueTextEquals("data"u8))
                Each(ref reader, static (ref Utf8JsonReader inner, EventHead head) => head.ReadData(ref inner));
            else
                Skip(ref reader);
        }

        return isEvent && hasCreated && Id.Length > 0 && Type.Length > 0;
    }

    private delegate void Property(ref Utf8JsonReader reader, EventHead head);

    /// <summary>Visits each property of the value that comes next; a value that is no object is skipped.</summary>
    private void Each(ref Utf8JsonReader reader, Property visit)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            visit(ref reader, this);
    }

    private void ReadData(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("object"u8))
            Each(ref reader, static (ref Utf8JsonReader inner, EventHead head) => head.ReadObject(ref inner));
        else
            Skip(ref reader);
    }

    private void ReadObject(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("id"u8))
            ObjectId = Identifier(Text(ref reader));
        else if (reader.ValueTextEquals("object"u8))
            ObjectKind = Identifier(Text(ref reader));
        else if (reader.ValueTextEquals("customer"u8))
            CustomerId = ReadCustomer(ref reader);
        else
            Skip(ref reader);
    }

    /// <summary>An id, or the object itself where the endpoint's payloads are expanded.</summary>
    private static string? ReadCustomer(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return reader.TokenType == JsonTokenType.String ? Identifier(reader.GetString()) : null;
        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
                id = Identifier(Text(ref reader));
            else
                Skip(ref reader);
        }

        return id;
    }

    private bool ReadCreated(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var seconds) || seconds is < 0 or > 253402300799)
            return false;
        Created = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        reader.Skip();
        return null;
    }

    /// <summary>Only what can be an id or a name: anything else could neither be stored as a key nor be asked for at Stripe.</summary>
    private static string? Identifier(string? text) =>
        text is { Length: > 0 and <= LongestId } && !text.AsSpan().ContainsAnyExcept(IdCharacters) ? text : null;

    private static void Skip(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
