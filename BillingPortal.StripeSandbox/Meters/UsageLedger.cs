using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Meters;

/// <summary>
/// The usage of one account in memory: sums by meter, customer and hour for ever, the events themselves only while Stripe still knows their
/// identifiers. Changed only through facts, so that undo and journal hold.
/// </summary>
internal sealed class UsageLedger
{
    /// <summary>How long an identifier stays taken, and how long its event can be cancelled.</summary>
    private const long WindowSeconds = 24 * 60 * 60;

    private readonly Dictionary<(string Meter, string Customer), UsageSeries> series = [];
    private readonly Dictionary<string, Held> held = [];
    private readonly Queue<(long Until, string Identifier)> closings = new();

    /// <summary>The number of the next event.</summary>
    public long NextSequence { get; private set; } = 1;

    /// <summary>The meter's value of a customer's usage, the end excluded.</summary>
    public decimal Within(string meter, string customer, long from, long until) =>
        series.TryGetValue((meter, customer), out var known) ? known.Within(from, until) : 0;

    public bool HasWithin(string meter, string customer, long from, long until) =>
        series.TryGetValue((meter, customer), out var known) && known.HasWithin(from, until);

    /// <summary>The meter of an event whose identifier is still known at the given second, and whether the event was cancelled.</summary>
    public (string Meter, bool Cancelled)? Find(string identifier, long now)
    {
        Close(now);
        return held.TryGetValue(identifier, out var known) ? (known.Series.Meter, known.Cancelled) : null;
    }

    public void Add(Account account, UsageReported reported)
    {
        Remember(account, reported, cancelled: false);
        var known = held[reported.Identifier];
        known.Series.Add(known.Usage);
    }

    public void TakeBack(UsageReported reported)
    {
        if (held.Remove(reported.Identifier, out var known))
        {
            known.Series.Remove(known.Usage);
        }
    }

    public void Cancel(string identifier)
    {
        var known = held[identifier];
        known.Series.Remove(known.Usage);
        held[identifier] = known with { Cancelled = true };
    }

    public void Restore(string identifier)
    {
        var known = held[identifier];
        known.Series.Add(known.Usage);
        held[identifier] = known with { Cancelled = false };
    }

    public void Load(Account account, UsageBucketKept kept)
    {
        var known = SeriesOf(account, kept.Meter, kept.Customer);
        kept.Cells.ForEach(known.Add);
        NextSequence = Math.Max(NextSequence, kept.Cells.Max(cell => cell.Sequence) + 1);
    }

    /// <summary>Takes an identifier; one that a longer time ago used it gives way.</summary>
    public void Remember(Account account, UsageReported reported, bool cancelled)
    {
        NextSequence = Math.Max(NextSequence, reported.Sequence + 1);
        Close(reported.Created);
        held[reported.Identifier] = new Held(SeriesOf(account, reported.Meter, reported.Customer),
            new UsageCell(reported.Timestamp, reported.Value, 1, reported.Sequence), reported.Created, cancelled);
        closings.Enqueue((reported.Created + WindowSeconds, reported.Identifier));
    }

    /// <summary>Everything, as a compacted journal keeps it: whole buckets, and the identifiers that are still open.</summary>
    public IEnumerable<Fact> Facts()
    {
        foreach (var one in series.Values)
        {
            foreach (var (start, bucket) in one.Buckets)
            {
                yield return new UsageBucketKept { Id = $"bucket:{one.Meter}:{one.Customer}:{start}", Meter = one.Meter, Customer = one.Customer, Start = start, Cells = [.. bucket.Cells] };
            }
        }

        // In the order of their receipt, which is the order in which their windows close.
        foreach (var (identifier, known) in held.OrderBy(pair => pair.Value.Usage.Sequence))
        {
            yield return new UsageIdentifierKept { Id = "identifier:" + identifier, Cancelled = known.Cancelled, Reported = ReportOf(identifier, known) };
        }
    }

    /// <summary>Lets go of what was received longer ago than the window.</summary>
    private void Close(long now)
    {
        while (closings.TryPeek(out var next) && next.Until <= now)
        {
            closings.Dequeue();
            if (held.TryGetValue(next.Identifier, out var known) && known.ReceivedAt + WindowSeconds == next.Until)
            {
                held.Remove(next.Identifier);
                if (!known.Cancelled)
                {
                    known.Series.Close(known.Usage);
                }
            }
        }
    }

    private UsageSeries SeriesOf(Account account, string meter, string customer)
    {
        if (!series.TryGetValue((meter, customer), out var known))
        {
            series[(meter, customer)] = known = new UsageSeries(account.Get<Meter>(meter), customer);
        }

        return known;
    }

    private static UsageReported ReportOf(string identifier, Held known) => new()
    {
        Id = UsageReported.IdOf(identifier), Created = known.ReceivedAt, Meter = known.Series.Meter, Customer = known.Series.Customer,
        Timestamp = known.Usage.At, Value = known.Usage.Value, Sequence = known.Usage.Sequence,
    };

    private readonly record struct Held(UsageSeries Series, UsageCell Usage, long ReceivedAt, bool Cancelled);
}
