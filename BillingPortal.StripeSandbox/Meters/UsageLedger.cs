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

    private const int CellsInFact = 2000;

    private readonly Dictionary<(string Meter, string Customer), UsageSeries> series = [];
    private readonly Dictionary<string, Held> held = [];
    private readonly PriorityQueue<string, long> closings = new();

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
        Close(reported.Created);
        var known = new Held(SeriesOf(account, reported.Meter, reported.Customer), new UsageCell(reported.Timestamp, reported.Value, 1, reported.Sequence), reported.Created, Cancelled: false);
        Hold(reported.Identifier, known);
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

    public void Load(Account account, UsageKept kept)
    {
        var known = SeriesOf(account, kept.Meter, kept.Customer);
        foreach (var cell in kept.Cells)
        {
            known.Add(cell);
            NextSequence = Math.Max(NextSequence, cell.Sequence + 1);
        }

        foreach (var (identifier, usage, receivedAt, cancelled) in kept.Identifiers)
        {
            Hold(identifier, new Held(known, usage, receivedAt, cancelled));
        }
    }

    /// <summary>Everything, as a compacted journal keeps it.</summary>
    public IEnumerable<Fact> Facts()
    {
        foreach (var one in series.Values)
        {
            foreach (var cells in one.Cells.Chunk(CellsInFact))
            {
                yield return new UsageKept { Id = $"used:{one.Meter}:{one.Customer}:{cells[0].At}:{cells[0].Sequence}", Meter = one.Meter, Customer = one.Customer, Cells = [.. cells] };
            }
        }

        foreach (var taken in held.GroupBy(pair => pair.Value.Series))
        {
            foreach (var some in taken.Chunk(CellsInFact))
            {
                yield return new UsageKept
                {
                    Id = "taken:" + some[0].Key, Meter = taken.Key.Meter, Customer = taken.Key.Customer,
                    Identifiers = [.. some.Select(pair => new UsageIdentifier(pair.Key, pair.Value.Usage, pair.Value.ReceivedAt, pair.Value.Cancelled))],
                };
            }
        }
    }

    /// <summary>Lets go of what was received longer ago than the window.</summary>
    private void Close(long now)
    {
        while (closings.TryPeek(out var identifier, out var until) && until <= now)
        {
            closings.Dequeue();
            if (held.TryGetValue(identifier, out var known) && known.ReceivedAt + WindowSeconds == until)
            {
                held.Remove(identifier);
                if (!known.Cancelled)
                {
                    known.Series.Close(known.Usage);
                }
            }
        }
    }

    private void Hold(string identifier, Held usage)
    {
        NextSequence = Math.Max(NextSequence, usage.Usage.Sequence + 1);
        held[identifier] = usage;
        closings.Enqueue(identifier, usage.ReceivedAt + WindowSeconds);
    }

    private UsageSeries SeriesOf(Account account, string meter, string customer)
    {
        if (!series.TryGetValue((meter, customer), out var known))
        {
            series[(meter, customer)] = known = new UsageSeries(account.Get<Meter>(meter), customer);
        }

        return known;
    }

    private readonly record struct Held(UsageSeries Series, UsageCell Usage, long ReceivedAt, bool Cancelled);
}
