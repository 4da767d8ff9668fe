namespace BillingPortal.StripeSandbox.Faults;

/// <summary>One thing that is made to go wrong, how often, and for which requests or events.</summary>
internal sealed class Fault(FaultOrder order)
{
    private readonly Random chance = new(order.Seed);
    private long second;
    private int withinSecond;

    public FaultOrder Order { get; } = order;

    /// <summary>How often it has struck.</summary>
    public int Hits { get; private set; }

    public bool IsSpent => Order.Count is { } most && Hits >= most;

    /// <summary>Throws the dice for one request or delivery. The caller holds the desk's lock.</summary>
    /// <param name="now">The real second, by which a rate per second is counted.</param>
    public bool Strikes(long now)
    {
        if (IsSpent || !OverItsRate(now) || chance.NextDouble() >= Order.Rate)
        {
            return false;
        }

        Hits++;
        return true;
    }

    /// <summary>A part of the longest wait, so that things overtake each other.</summary>
    public TimeSpan SomeWait() => Order.Wait * chance.NextDouble();

    private bool OverItsRate(long now)
    {
        if (Order.PerSecond is not { } most)
        {
            return true;
        }

        (second, withinSecond) = (now, second == now ? withinSecond + 1 : 1);
        return withinSecond > most;
    }
}

/// <summary>What somebody asked for at <c>/_sandbox/faults</c>.</summary>
internal sealed record FaultOrder
{
    public required string Id { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>The part of the matching requests or deliveries that is struck, 0 to 1.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>After so many hits the fault is over; null means until it is taken away.</summary>
    public int? Count { get; init; }

    /// <summary>Requests a second that still pass (rate_limit only).</summary>
    public int? PerSecond { get; init; }

    /// <summary>A path as Stripe writes it, with * for anything: <c>/v1/invoices/*/pay</c>. Null means every request under /v1.</summary>
    public string? Path { get; init; }

    /// <summary>GET, POST or DELETE; null means any.</summary>
    public string? Method { get; init; }

    /// <summary>Event types with * for anything, as <c>invoice.*</c>. Null means every event.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>Only deliveries of events whose object names this id, as a customer's. Null means every object.</summary>
    public string? About { get; init; }

    /// <summary>The HTTP status of an error.</summary>
    public int Status { get; init; } = 500;

    /// <summary>How long slow, delay and reorder hold back.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>How often a duplicate arrives in all.</summary>
    public int Times { get; init; } = 2;

    /// <summary>The same seed strikes the same requests again.</summary>
    public int Seed { get; init; }
}

/// <summary>What can go wrong: on the way to the API, on the way back, and on the way of a webhook.</summary>
internal enum FaultKind
{
    /// <summary>The API answers with an error; nothing was done.</summary>
    Error,

    /// <summary>The API answers 429; nothing was done.</summary>
    RateLimit,

    /// <summary>The API answers late.</summary>
    Slow,

    /// <summary>The API does its work and the connection breaks before the answer.</summary>
    LostAnswer,

    /// <summary>The delivery is never made, and nobody tries again.</summary>
    Drop,

    /// <summary>The delivery is made several times.</summary>
    Duplicate,

    /// <summary>The delivery is made later, by the sandbox's clock.</summary>
    Delay,

    /// <summary>The delivery waits for a random moment, so that later ones overtake it.</summary>
    Reorder,

    /// <summary>The delivery is signed with a secret that is not the endpoint's.</summary>
    WrongSignature,
}
