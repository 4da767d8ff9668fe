namespace BillingPortal.StripeSandbox.Wire.Surface;

/// <summary>Finds the name that a misspelt one was probably meant to be.</summary>
internal static class Spelling
{
    private const int LongestName = 60;

    public static string? Nearest(string name, IEnumerable<string> known) => name.Length > LongestName ? null : known
        .Select(candidate => (Name: candidate, Edits: Distance(name, candidate)))
        .Where(candidate => candidate.Edits <= Math.Max(1, Math.Min(name.Length, candidate.Name.Length) / 3))
        .OrderBy(candidate => candidate.Edits)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    /// <summary>How many letters must be added, taken away, replaced or swapped with a neighbour.</summary>
    private static int Distance(string from, string to)
    {
        var cost = new int[from.Length + 1, to.Length + 1];
        for (var at = 0; at <= from.Length; at++)
        {
            for (var by = 0; by <= to.Length; by++)
            {
                cost[at, by] = at == 0 || by == 0 ? at + by : Math.Min(
                    Math.Min(cost[at - 1, by], cost[at, by - 1]) + 1,
                    cost[at - 1, by - 1] + (from[at - 1] == to[by - 1] ? 0 : 1));
                if (at > 1 && by > 1 && from[at - 1] == to[by - 2] && from[at - 2] == to[by - 1])
                {
                    cost[at, by] = Math.Min(cost[at, by], cost[at - 2, by - 2] + 1);
                }
            }
        }

        return cost[from.Length, to.Length];
    }
}
