using System.Text.Json.Serialization;

namespace BillingPortal.Core.StripeApi.Wire;

/// <summary>An address that Stripe delivers events to.</summary>
public sealed record WebhookEndpoint : IStripeObject
{
    public required string Id { get; init; }

    public required string Url { get; init; }

    /// <summary>enabled or disabled.</summary>
    public string? Status { get; init; }

    /// <summary>The version that deliveries are written in; null is the account's default.</summary>
    public string? ApiVersion { get; init; }

    public List<string> EnabledEvents { get; init; } = [];

    /// <summary>Only in the answer that created it.</summary>
    public string? Secret { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];
}

/// <summary>Stripe's answer to DELETE: what is left of the object.</summary>
public sealed record Deleted : IStripeObject
{
    public required string Id { get; init; }

    [JsonPropertyName("deleted")]
    public bool IsDeleted { get; init; }
}
