using System.IO.Enumeration;
using BillingPortal.StripeSandbox.Events;

namespace BillingPortal.StripeSandbox.Faults;

/// <summary>The faults in force, for every account. They live in memory: a sandbox that starts again is a healthy one.</summary>
internal sealed class FaultDesk(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<Fault> faults = [];

    /// <summary>Those in force and those already over, oldest first.</summary>
    public List<(FaultOrder Order, int Hits, bool IsSpent)> All()
    {
        lock (gate)
        {
            return [.. faults.Select(fault => (fault.Order, fault.Hits, fault.IsSpent))];
        }
    }

    public void Add(FaultOrder order)
    {
        lock (gate)
        {
            faults.Add(new Fault(order));
        }
    }

    public bool Remove(string id)
    {
        lock (gate)
        {
            return faults.RemoveAll(fault => fault.Order.Id == id) > 0;
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            faults.Clear();
        }
    }

    /// <summary>What strikes this request: at most one of each kind.</summary>
    public List<Hit> ForRequest(string method, string path) => Strike(order =>
        order.Kind is FaultKind.Error or FaultKind.RateLimit or FaultKind.Slow or FaultKind.LostAnswer
        && (order.Method is null || order.Method == method)
        && (order.Path is null || FileSystemName.MatchesSimpleExpression(order.Path, path)));

    /// <summary>What strikes this delivery. A delivery that comes back after its delay is not delayed again.</summary>
    public List<Hit> ForDelivery(Event made, bool wasDelayed) => Strike(order =>
        order.Kind is FaultKind.Drop or FaultKind.Duplicate or FaultKind.Delay or FaultKind.Reorder or FaultKind.WrongSignature
        && !(wasDelayed && order.Kind == FaultKind.Delay)
        && (order.Types is null || order.Types.Any(wanted => FileSystemName.MatchesSimpleExpression(wanted, made.Type)))
        && (order.About is null || made.Data.Object.GetRawText().Contains($"\"{order.About}\"", StringComparison.Ordinal)));

    private List<Hit> Strike(Func<FaultOrder, bool> concerns)
    {
        lock (gate)
        {
            if (faults.Count == 0)
            {
                return [];
            }

            var now = time.GetUtcNow().ToUnixTimeSeconds();
            return [.. faults.Where(fault => concerns(fault.Order) && fault.Strikes(now))
                .DistinctBy(fault => fault.Order.Kind)
                .Select(fault => new Hit(fault.Order, fault.Order.Kind == FaultKind.Reorder ? fault.SomeWait() : fault.Order.Wait))];
        }
    }
}

/// <summary>A fault that strikes, and how long it holds back.</summary>
internal sealed record Hit(FaultOrder Order, TimeSpan Wait);
