namespace BillingPortal.StripeSandbox.Meters;

/// <summary>All usage of one customer on one meter, in buckets by time.</summary>
internal sealed class UsageSeries(Meter meter, string customer)
{
    private readonly SortedList<long, UsageBucket> buckets = new(1);
    private readonly long length = meter.EventTimeWindow == "day" ? 86_400 : 3_600;

    public string Meter { get; } = meter.Id;

    public string Customer { get; } = customer;

    public IEnumerable<UsageCell> Cells => buckets.Values.SelectMany(bucket => bucket.Cells);

    public void Add(UsageCell usage)
    {
        var start = StartOf(usage.At);
        if (!buckets.TryGetValue(start, out var bucket))
        {
            buckets[start] = bucket = meter.EventTimeWindow is not null ? new NewestWins(wholeWindow: true)
                : meter.DefaultAggregation.Formula == "last" ? new NewestWins(wholeWindow: false) : new SummedHour(start);
        }

        bucket.Add(usage);
    }

    public void Remove(UsageCell usage)
    {
        var start = StartOf(usage.At);
        buckets[start].Remove(usage);
        if (buckets[start].IsEmpty)
        {
            buckets.Remove(start);
        }
    }

    public void Close(UsageCell usage) => buckets[StartOf(usage.At)].Close(usage);

    /// <summary>The meter's value for the stretch, its end excluded.</summary>
    public decimal Within(long from, long until)
    {
        var tally = default(UsageTally);
        for (var at = FirstFrom(StartOf(from)); at < buckets.Count && buckets.GetKeyAtIndex(at) < until; at++)
        {
            tally += buckets.GetValueAtIndex(at).Within(from, until);
        }

        return tally.By(meter.DefaultAggregation.Formula);
    }

    /// <summary>Whether anything was reported for the stretch: cancelled usage leaves none, usage of zero does.</summary>
    public bool HasWithin(long from, long until)
    {
        for (var at = FirstFrom(StartOf(from)); at < buckets.Count && buckets.GetKeyAtIndex(at) < until; at++)
        {
            if (buckets.GetValueAtIndex(at).Within(from, until).Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private long StartOf(long at) => at - (at % length);

    private int FirstFrom(long start)
    {
        var (low, high) = (0, buckets.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = buckets.GetKeyAtIndex(middle) < start ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
