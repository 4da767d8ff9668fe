namespace BillingPortal.StripeSandbox.Store;

/// <summary>All objects of one kind in the order of their making, with an index by id and by owner.</summary>
internal sealed class Table
{
    private readonly List<StripeObject?> rows = [];
    private readonly Dictionary<string, int> positions = [];
    private readonly Dictionary<string, SortedSet<int>> byOwner = [];

    public StripeObject? Find(string id) => positions.TryGetValue(id, out var at) ? rows[at] : null;

    /// <summary>Puts a new version in the old one's place, or appends.</summary>
    /// <returns>The version before, null for a new object.</returns>
    public StripeObject? Put(StripeObject row)
    {
        if (!positions.TryGetValue(row.Id, out var at))
        {
            at = rows.Count;
            rows.Add(null);
            positions[row.Id] = at;
        }

        var before = rows[at];
        rows[at] = row;
        Unlink(before, at);
        foreach (var owner in row.Owners)
        {
            if (owner is not null)
            {
                Owned(owner).Add(at);
            }
        }

        return before;
    }

    /// <summary>Leaves a gap, so that positions stay and an undo can put the object back where it was.</summary>
    public StripeObject? Remove(string id)
    {
        if (!positions.TryGetValue(id, out var at))
        {
            return null;
        }

        var before = rows[at];
        rows[at] = null;
        Unlink(before, at);
        return before;
    }

    /// <summary>Gives up the place of an object whose removal is final, and closes the gaps once they are the larger part.</summary>
    public void Forget(string id)
    {
        positions.Remove(id);
        if (rows.Count > 1024 && positions.Count < rows.Count / 2)
        {
            var live = rows.OfType<StripeObject>().ToList();
            rows.Clear();
            positions.Clear();
            byOwner.Clear();
            live.ForEach(row => Put(row));
        }
    }

    public void ForgetIfGone(string id)
    {
        if (positions.TryGetValue(id, out var at) && rows[at] is null)
        {
            if (at == rows.Count - 1)
            {
                rows.RemoveAt(at);
            }

            Forget(id);
        }
    }

    public IEnumerable<StripeObject> OldestFirst()
    {
        for (var at = 0; at < rows.Count; at++)
        {
            if (rows[at] is { } row)
            {
                yield return row;
            }
        }
    }

    /// <summary>From just before (older than) the given id, or from the newest.</summary>
    public IEnumerable<StripeObject> NewestFirst(string? olderThan)
    {
        for (var at = (olderThan is null ? rows.Count : positions[olderThan]) - 1; at >= 0; at--)
        {
            if (rows[at] is { } row)
            {
                yield return row;
            }
        }
    }

    /// <summary>From just after (newer than) the given id towards the newest.</summary>
    public IEnumerable<StripeObject> NewerThan(string id)
    {
        for (var at = positions[id] + 1; at < rows.Count; at++)
        {
            if (rows[at] is { } row)
            {
                yield return row;
            }
        }
    }

    /// <summary>Oldest first. The answer is a copy: callers change the objects while they walk.</summary>
    public List<StripeObject> OwnedBy(string owner) =>
        byOwner.TryGetValue(owner, out var places) ? [.. places.Select(at => rows[at]).OfType<StripeObject>()] : [];

    public int CountOwnedBy(string owner) => byOwner.TryGetValue(owner, out var places) ? places.Count : 0;

    private SortedSet<int> Owned(string owner)
    {
        if (!byOwner.TryGetValue(owner, out var places))
        {
            byOwner[owner] = places = [];
        }

        return places;
    }

    private void Unlink(StripeObject? before, int at)
    {
        foreach (var owner in before?.Owners ?? [])
        {
            if (owner is not null && byOwner.TryGetValue(owner, out var places))
            {
                places.Remove(at);
                if (places.Count == 0)
                {
                    byOwner.Remove(owner);
                }
            }
        }
    }
}
