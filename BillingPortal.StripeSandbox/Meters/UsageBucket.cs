namespace BillingPortal.StripeSandbox.Meters;

/// <summary>The usage of one customer on one meter within an hour or a day.</summary>
internal abstract class UsageBucket
{
    public abstract bool IsEmpty { get; }

    public abstract IEnumerable<UsageCell> Cells { get; }

    public abstract void Add(UsageCell usage);

    /// <summary>Takes an event out as if it had never come.</summary>
    public abstract void Remove(UsageCell usage);

    /// <summary>The event can no longer be taken out, so what it replaced need not be kept any longer.</summary>
    public abstract void Close(UsageCell usage);

    /// <param name="from">Inclusive, in unix seconds.</param>
    /// <param name="until">Exclusive.</param>
    public abstract UsageTally Within(long from, long until);
}

/// <summary>
/// An hour of events that add up. It keeps a sum for each second that had any, because a billing period may begin at any second; the sums of
/// the whole hour are ready for all the reads that do not cut it.
/// </summary>
internal sealed class SummedHour(long start) : UsageBucket
{
    private const long Seconds = 3600;
    private readonly SortedList<short, (decimal Sum, int Count)> bySecond = new(1);
    private decimal sum;
    private long count;

    public override bool IsEmpty => bySecond.Count == 0;

    public override IEnumerable<UsageCell> Cells => bySecond.Select(second => new UsageCell(start + second.Key, second.Value.Sum, second.Value.Count, 0));

    public override void Add(UsageCell usage) => Change(usage.At, usage.Value, (int)usage.Count);

    public override void Remove(UsageCell usage) => Change(usage.At, -usage.Value, -(int)usage.Count);

    public override void Close(UsageCell usage)
    {
        // A sum holds nothing back for one of its parts.
    }

    public override UsageTally Within(long from, long until)
    {
        if (from <= start && until >= start + Seconds)
        {
            return new UsageTally(sum, count, null);
        }

        var tally = default(UsageTally);
        foreach (var (second, usage) in bySecond)
        {
            var at = start + second;
            tally += at >= from && at < until ? new UsageTally(usage.Sum, usage.Count, null) : default;
        }

        return tally;
    }

    private void Change(long at, decimal value, int events)
    {
        sum += value;
        count += events;
        var second = (short)(at - start);
        var place = bySecond.IndexOfKey(second);
        if (place < 0)
        {
            bySecond.Add(second, (value, events));
            return;
        }

        var known = bySecond.GetValueAtIndex(place);
        if (known.Count + events == 0)
        {
            bySecond.RemoveAt(place);
        }
        else
        {
            bySecond.SetValueAtIndex(place, (known.Sum + value, known.Count + events));
        }
    }
}

/// <summary>
/// A stretch of events of which the newest decides: of each second for a meter that bills the last value, of the whole hour or day for a meter
/// whose senders add up by themselves. What the newest replaced is kept while the newest may still be cancelled.
/// </summary>
internal sealed class NewestWins(bool wholeWindow) : UsageBucket
{
    private readonly List<UsageCell> events = new(1);

    public override bool IsEmpty => events.Count == 0;

    public override IEnumerable<UsageCell> Cells => events;

    public override void Add(UsageCell usage)
    {
        var place = events.Count;
        while (place > 0 && IsBefore(usage, events[place - 1]))
        {
            place--;
        }

        events.Insert(place, usage);
    }

    public override void Remove(UsageCell usage) => events.RemoveAll(known => known.Sequence == usage.Sequence);

    public override void Close(UsageCell usage) =>
        events.RemoveAll(known => known.Sequence < usage.Sequence && (wholeWindow || known.At == usage.At));

    public override UsageTally Within(long from, long until)
    {
        if (wholeWindow)
        {
            return events.Count > 0 && events[^1] is { } newest && newest.At >= from && newest.At < until
                ? new UsageTally(newest.Value, 1, newest.Value) : default;
        }

        var last = events.FindLastIndex(usage => usage.At >= from && usage.At < until);
        return last < 0 ? default : new UsageTally(events[last].Value, 1, events[last].Value);
    }

    /// <summary>Of a window the latest received is the newest, whatever second it names; elsewhere the second decides first.</summary>
    private bool IsBefore(UsageCell usage, UsageCell other) =>
        !wholeWindow && usage.At != other.At ? usage.At < other.At : usage.Sequence < other.Sequence;
}
