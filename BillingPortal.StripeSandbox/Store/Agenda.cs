namespace BillingPortal.StripeSandbox.Store;

/// <summary>Which objects wait for which instant, per clock. The clock walks it in order: trial ends, renewals, retries, expiries.</summary>
internal sealed class Agenda
{
    private const string SandboxClock = "";
    private readonly Dictionary<string, SortedSet<(long At, long Order, string Id)>> byClock = [];
    private readonly Dictionary<string, (string Clock, long At, long Order)> entries = [];
    private long order;

    public void Replace(StripeObject? before, StripeObject? after)
    {
        var id = (after ?? before)!.Id;
        var clock = after?.ClockId ?? SandboxClock;
        if (entries.TryGetValue(id, out var old))
        {
            if (after?.WakeAt == old.At && clock == old.Clock)
            {
                return;
            }

            byClock[old.Clock].Remove((old.At, old.Order, id));
            entries.Remove(id);
        }

        if (after?.WakeAt is { } at)
        {
            if (!byClock.TryGetValue(clock, out var due))
            {
                byClock[clock] = due = [];
            }

            order++;
            due.Add((at, order, id));
            entries[id] = (clock, at, order);
        }
    }

    /// <summary>The earliest entry of one clock (null: the sandbox's own) that is due at the given second.</summary>
    public (long At, string Id)? NextDue(string? clock, long now) =>
        byClock.TryGetValue(clock ?? SandboxClock, out var due) && due.Count > 0 && due.Min.At <= now ? (due.Min.At, due.Min.Id) : null;
}
