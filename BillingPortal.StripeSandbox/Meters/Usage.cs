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

/// <summary>
/// A part of what one customer used on one meter, as a compacted journal keeps it: what the events add up to, and the identifiers that are still
/// taken. The usage of those is among the cells.
/// </summary>
internal sealed record UsageKept : Fact
{
    public override string Object => "sandbox.usage_kept";

    public required string Meter { get; init; }

    public required string Customer { get; init; }

    public List<UsageCell> Cells { get; init; } = [];

    public List<UsageIdentifier> Identifiers { get; init; } = [];

    public override void Apply(Account account) => account.Usage.Load(account, this);

    public override void Revert(Account account) => throw new InvalidOperationException("Only a journal that is read brings kept usage.");
}

/// <summary>An identifier that is still taken, with the event that took it.</summary>
internal sealed record UsageIdentifier(string Identifier, UsageCell Usage, long ReceivedAt, bool Cancelled);

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
