using BillingPortal.StripeSandbox.Clocks;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Store;

/// <summary>
/// The whole state behind one secret key. One writer at a time holds <see cref="Gate"/>, changes it in place with an undo log, and commits:
/// either everything that a request did is kept, journalled as one line, or nothing.
/// </summary>
internal sealed class Account(string id, SandboxContext context)
{
    private readonly Dictionary<Type, Table> tables = [];
    private readonly Dictionary<string, StripeObject> byId = [];
    private readonly Agenda agenda = new();
    private readonly List<(StripeObject? Before, StripeObject? After)> undo = [];
    private readonly List<StripeObject> pendingEvents = [];

    public string Id { get; } = id;

    public SandboxContext Context { get; } = context;

    public Lock Gate { get; } = new();

    /// <summary>The instant at which the running work happens: the due second of a woken object, its test clock, else the sandbox's clock.</summary>
    public long Now { get; set; }

    /// <summary>The instant on the sandbox's own clock. Events and deliveries are dated by it, also those of objects on a test clock.</summary>
    public long SandboxNow { get; set; }

    /// <summary>Work on an object of a test clock happens at that clock's time.</summary>
    public void EnterClockOf(StripeObject row)
    {
        if (row.ClockId is { } id && Find<TestClock>(id) is { } clock)
        {
            Now = clock.FrozenTime;
        }
    }

    /// <summary>Whose request runs; events name it.</summary>
    public RequestStamp? Request { get; set; }

    public Agenda Agenda => agenda;

    /// <summary>What the meter events of this account add up to.</summary>
    public UsageLedger Usage { get; } = new();

    public StripeObject? Find(string id) => byId.GetValueOrDefault(id);

    public T? Find<T>(string? id) where T : StripeObject => id is null ? null : TableOf(typeof(T)).Find(id) as T;

    /// <summary>The object behind an id that another stored object holds.</summary>
    public T Get<T>(string id) where T : StripeObject =>
        Find<T>(id) ?? throw new InvalidOperationException($"The store lost {typeof(T).Name} {id}.");

    public IEnumerable<T> OldestFirst<T>() where T : StripeObject => TableOf(typeof(T)).OldestFirst().OfType<T>();

    public List<T> OwnedBy<T>(string owner) where T : StripeObject => [.. TableOf(typeof(T)).OwnedBy(owner).OfType<T>()];

    public Table TableOf(Type type)
    {
        if (!tables.TryGetValue(type, out var table))
        {
            tables[type] = table = new Table();
        }

        return table;
    }

    public T Save<T>(T row) where T : StripeObject
    {
        undo.Add((Apply(row), row));
        return row;
    }

    public void Remove(StripeObject row)
    {
        if (Drop(row) is { } before)
        {
            undo.Add((before, null));
        }
    }

    /// <summary>A mark to which a part of the work can be taken back: a declined payment keeps its charge but not the subscription.</summary>
    public (int Changes, int Events) Mark() => (undo.Count, pendingEvents.Count);

    public void RollbackTo((int Changes, int Events) mark)
    {
        for (var at = undo.Count - 1; at >= mark.Changes; at--)
        {
            var (before, after) = undo[at];
            if (before is null)
            {
                Drop(after!);
            }
            else
            {
                Apply(before);
            }
        }

        foreach (var (_, made) in Enumerable.Reverse(undo[mark.Changes..]).Where(change => change.Before is null))
        {
            // A place that was only taken for a while is given back; a preview must not leave gaps behind.
            TableOf(made!.GetType()).ForgetIfGone(made.Id);
        }

        undo.RemoveRange(mark.Changes, undo.Count - mark.Changes);
        pendingEvents.RemoveRange(mark.Events, pendingEvents.Count - mark.Events);
    }

    public void Rollback() => RollbackTo((0, 0));

    /// <summary>Queues an event at the end, or at a place noted before (an object whose final state is only known later).</summary>
    public void Enqueue(StripeObject pending, int? place = null) => pendingEvents.Insert(place ?? pendingEvents.Count, pending);

    public int NextEventPlace => pendingEvents.Count;

    /// <summary>Stores the events with their deliveries and hands out everything that changed since the last commit, last versions only.</summary>
    public ChangeSet Commit()
    {
        foreach (var pending in pendingEvents)
        {
            EventLog.Store(this, (Event)pending);
        }

        var put = new Dictionary<string, StripeObject?>();
        foreach (var (before, after) in undo)
        {
            put[(after ?? before)!.Id] = after;
        }

        foreach (var (before, after) in undo)
        {
            if (after is null && put[before!.Id] is null)
            {
                TableOf(before.GetType()).Forget(before.Id);
            }
        }

        undo.Clear();
        pendingEvents.Clear();
        return new ChangeSet(Id, [.. put.Values.OfType<StripeObject>()], [.. put.Where(pair => pair.Value is null).Select(pair => pair.Key)]);
    }

    /// <summary>Loads a committed version without undo: the journal replays through here.</summary>
    public void Restore(StripeObject row) => Apply(row);

    public void RestoreRemoval(string id)
    {
        if (byId.TryGetValue(id, out var row))
        {
            Drop(row);
        }
    }

    /// <summary>What a compacted journal must hold: the objects, then what the facts about them add up to.</summary>
    public IEnumerable<StripeObject> Everything() => tables.Values.SelectMany(table => table.OldestFirst()).Concat(Usage.Facts());

    private StripeObject? Apply(StripeObject row)
    {
        if (row is Fact fact)
        {
            fact.Apply(this);
            return null;
        }

        var before = TableOf(row.GetType()).Put(row);
        byId[row.Id] = row;
        agenda.Replace(before, row);
        return before;
    }

    private StripeObject? Drop(StripeObject row)
    {
        if (row is Fact fact)
        {
            fact.Revert(this);
            return null;
        }

        var before = TableOf(row.GetType()).Remove(row.Id);
        byId.Remove(row.Id);
        if (before is not null)
        {
            agenda.Replace(before, null);
        }

        return before;
    }
}

/// <summary>What one commit changed; one line in the journal.</summary>
internal sealed record ChangeSet(string Account, IReadOnlyList<StripeObject> Put, IReadOnlyList<string> Drop)
{
    public bool IsEmpty => Put.Count == 0 && Drop.Count == 0;
}
