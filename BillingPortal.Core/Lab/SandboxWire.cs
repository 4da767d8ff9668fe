using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Lab;

/// <summary>The sandbox's own clock.</summary>
/// <param name="TravelledSeconds">How far it is ahead of the real clock.</param>
/// <param name="TravellingTo">Null unless a journey is under way.</param>
public sealed record SandboxClock(DateTimeOffset Now, long TravelledSeconds, DateTimeOffset? TravellingTo)
{
    public TimeSpan Ahead => TimeSpan.FromSeconds(TravelledSeconds);
}

/// <summary>What the next payments do: parameters of <c>POST /_sandbox/payments/next</c>, and how the sandbox lists them.</summary>
/// <param name="Outcome">succeed, authenticate, or <c>decline:</c> with Stripe's decline code.</param>
/// <param name="Count">How many attempts it decides.</param>
/// <param name="Customer">Null for anybody's.</param>
public sealed record NextPayment(string Outcome, long? Count, string? Customer);

/// <summary>The decisions that wait, first made first used.</summary>
public sealed record NextPayments(IReadOnlyList<NextPayment> Data);

/// <summary>What Stripe keeps in the Dashboard about failed payments. What is null stays as it is.</summary>
/// <param name="RetryDays">Days from each failed attempt to the next.</param>
/// <param name="AfterLastRetry">cancel, mark_unpaid or leave_past_due.</param>
/// <param name="InvoiceAfterLastRetry">leave_open or mark_uncollectible.</param>
public sealed record DunningSettings(IReadOnlyList<string>? RetryDays, string? AfterLastRetry, string? InvoiceAfterLastRetry);

internal sealed record DunningSettingsShown(IReadOnlyList<long> RetryDays, string AfterLastRetry, string InvoiceAfterLastRetry);

/// <summary>One thing that the sandbox was told to let go wrong, as <c>/_sandbox/faults</c> lists it.</summary>
/// <param name="Over">It has struck as often as it was to.</param>
public sealed record SandboxFault(string Id, string Kind, double Rate, int? Count, int? PerSecond, string? Path, string? Method, IReadOnlyList<string>? Types, string? About, int Status, long Milliseconds, int Times, int Hits, bool Over);

/// <summary>The faults in force and those already over, oldest first.</summary>
public sealed record SandboxFaults(IReadOnlyList<SandboxFault> Data);

/// <summary>What to let go wrong: parameters of <c>POST /_sandbox/faults</c>. What is null takes the sandbox's default.</summary>
public sealed record FaultOrder
{
    /// <summary>error, rate_limit, slow, lost_answer, drop, duplicate, delay, reorder or wrong_signature.</summary>
    public required string Kind { get; init; }

    /// <summary>The part that is struck, 0 to 1.</summary>
    public decimal? Rate { get; init; }

    /// <summary>After so many hits it is over.</summary>
    public int? Count { get; init; }

    /// <summary>Requests a second that still pass.</summary>
    public int? PerSecond { get; init; }

    /// <summary>Such as <c>/v1/subscriptions/*</c>.</summary>
    public string? Path { get; init; }

    public string? Method { get; init; }

    /// <summary>Event types, <c>*</c> for anything.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Only deliveries of events whose object names this id.</summary>
    public string? About { get; init; }

    /// <summary>The HTTP status of an error.</summary>
    public int? Status { get; init; }

    /// <summary>How long to hold back, by the sandbox's clock.</summary>
    public int? Seconds { get; init; }

    /// <summary>How long to hold back, by the real clock.</summary>
    public int? Milliseconds { get; init; }

    /// <summary>How often a duplicate arrives in all.</summary>
    public int? Times { get; init; }
}

/// <summary>A test clock at Stripe: the time of its customers, which moves only when told.</summary>
public sealed record TestClock : IStripeObject
{
    public required string Id { get; init; }

    public required DateTimeOffset FrozenTime { get; init; }

    /// <summary>ready, advancing or internal_failure.</summary>
    public string Status { get; init; } = "ready";
}
