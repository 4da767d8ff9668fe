using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Events;

/// <summary>Where an account wants its events delivered.</summary>
internal sealed record WebhookEndpoint : StripeObject
{
    public override string Object => "webhook_endpoint";

    public string? ApiVersion { get; init; }

    public string? Application => null;

    public string? Description { get; init; }

    public required List<string> EnabledEvents { get; init; }

    public bool Livemode => false;

    public Dictionary<string, string> Metadata { get; init; } = [];

    /// <summary>Shown only in the answer to its making.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    public string Status { get; init; } = "enabled";

    public required string Url { get; init; }

    [Hidden]
    public required string SigningSecret { get; init; }

    /// <summary>True for the endpoint that the sandbox's own options ask for.</summary>
    [Hidden]
    public bool FromOptions { get; init; }

    public bool Wants(string type) => Status == "enabled" && (EnabledEvents.Contains("*") || EnabledEvents.Contains(type));
}

/// <summary>The endpoint of the sandbox's options. Every account has it: whoever brings a new test key gets its events at the same place.</summary>
internal static class ConfiguredEndpoint
{
    public static void Ensure(Account account, string url, string secret)
    {
        var known = account.OldestFirst<WebhookEndpoint>().FirstOrDefault(endpoint => endpoint.FromOptions);
        if (known?.Url == url && known.SigningSecret == secret)
        {
            return;
        }

        account.Save((known ?? new WebhookEndpoint
        {
            Id = Ids.New("we"), Created = account.Now, EnabledEvents = ["*"], Url = url, SigningSecret = secret, FromOptions = true,
            Description = "From the sandbox's start options",
        }) with { Url = url, SigningSecret = secret });
    }
}

/// <summary>One event on its way to one endpoint; removed when it has arrived or when it is given up after three days.</summary>
internal sealed record Delivery : InternalObject
{
    public override string Object => "sandbox.delivery";

    public required string Event { get; init; }

    public required string Endpoint { get; init; }

    public int Attempts { get; init; }

    /// <summary>When it first failed. The days of trying count from here: a clock that travelled far has made old events, not old attempts.</summary>
    public long? FirstFailedAt { get; init; }

    /// <summary>A fault has held it back once; it is not held back again.</summary>
    public bool WasDelayed { get; init; }

    /// <summary>Sandbox time, so that travelling makes waiting retries due.</summary>
    public required long NextAttemptAt { get; init; }

    public override IEnumerable<string?> Owners => [Event, Endpoint];
}
