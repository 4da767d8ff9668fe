using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Meters;

/// <summary>One meter event as the ledger takes it, and as one line of the journal.</summary>
internal sealed record UsageReported : Fact
{
    private const string Prefix = "usage:";

    public override string Object => "sandbox.usage_reported";

    public required string Meter { get; init; }

    public required string Customer { get; init; }

    /// <summary>When the usage was, in unix seconds; <see cref="StripeObject.Created"/> is when it was received, on the sandbox's own clock.</summary>
    public required long Timestamp { get; init; }

    public required decimal Value { get; init; }

    /// <summary>Which of two events of the same second came later.</summary>
    public required long Sequence { get; init; }

    [JsonIgnore]
    public string Identifier => Id[Prefix.Length..];

    public static string IdOf(string identifier) => Prefix + identifier;

    public override void Apply(Account account) => account.Usage.Add(account, this);

    public override void Revert(Account account) => account.Usage.TakeBack(this);
}

/// <summary>An adjustment took an event out again; its identifier stays taken until its window ends.</summary>
internal sealed record UsageCancelled : Fact
{
    public override string Object => "sandbox.usage_cancelled";

    public required string Identifier { get; init; }

    public override void Apply(Account account) => account.Usage.Cancel(Identifier);

    public override void Revert(Account account) => account.Usage.Restore(Identifier);
}

/// <summary>What an hour (or a day) of one customer on one meter adds up to: all that a compacted journal keeps of its events.</summary>
internal sealed record UsageBucketKept : Fact
{
    public override string Object => "sandbox.usage_bucket";

    public required string Meter { get; init; }

    public required string Customer { get; init; }

    public required long Start { get; init; }

    public required List<UsageCell> Cells { get; init; }

    public override void Apply(Account account) => account.Usage.Load(account, this);

    public override void Revert(Account account) => throw new InvalidOperationException("Only a journal that is read brings whole buckets.");
}

/// <summary>An identifier whose window is still open, in a compacted journal; its usage is in its bucket.</summary>
internal sealed record UsageIdentifierKept : Fact
{
    public override string Object => "sandbox.usage_identifier";

    public required UsageReported Reported { get; init; }

    public bool Cancelled { get; init; }

    public override void Apply(Account account) => account.Usage.Remember(account, Reported, Cancelled);

    public override void Revert(Account account) => throw new InvalidOperationException("Only a journal that is read brings kept identifiers.");
}

/// <summary>Usage of one second: several events added up, or one event where the newest decides.</summary>
internal readonly record struct UsageCell(long At, decimal Value, long Count, long Sequence);

/// <summary>What a stretch of time comes to, by each of a meter's formulas.</summary>
internal readonly record struct UsageTally(decimal Sum, long Count, decimal? Last)
{
    public static UsageTally operator +(UsageTally earlier, UsageTally later) =>
        new(earlier.Sum + later.Sum, earlier.Count + later.Count, later.Last ?? earlier.Last);

    /// <summary>No usage is zero, also for the last value.</summary>
    public decimal By(string formula) => formula switch { "count" => Count, "last" => Last ?? 0, _ => Sum };
}
