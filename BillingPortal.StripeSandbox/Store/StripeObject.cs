using System.Text.Json.Serialization;

namespace BillingPortal.StripeSandbox.Store;

/// <summary>What every stored object of an account is: an immutable record, replaced as a whole by each change.</summary>
internal abstract record StripeObject
{
    [JsonPropertyOrder(-10)]
    public required string Id { get; init; }

    /// <summary>Stripe's name of the kind, which also names the kind in the journal.</summary>
    [JsonPropertyOrder(-9)]
    public abstract string Object { get; }

    [JsonPropertyOrder(-8)]
    public long Created { get; init; }

    /// <summary>Ids by which others look this object up (its customer, subscription, invoice …); the store keeps the index.</summary>
    public virtual IEnumerable<string?> Owners => [];

    /// <summary>When the clock must come back to this object, in unix seconds. It is derived from the record, so it survives a restart by itself.</summary>
    public virtual long? WakeAt => null;

    /// <summary>The test clock that this object lives on, if not on the sandbox's own clock.</summary>
    public virtual string? ClockId => null;
}

/// <summary>Marks what the journal keeps and the wire never shows.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HiddenAttribute : Attribute;

/// <summary>Marks an id (or list of ids) that <c>expand</c> may replace by the object itself.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExpandableAttribute : Attribute;

/// <summary>Marks a part of an object that the wire shows only when it is expanded.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IncludedAttribute : Attribute;

/// <summary>A stored record for the sandbox's own use: it has no place in Stripe's API.</summary>
internal abstract record InternalObject : StripeObject;
