namespace BillingPortal.Core.Lab;

/// <summary>A long piece of the lab's work, as it stands.</summary>
/// <param name="Problem">Why it stopped before its end; null when it did not.</param>
public abstract record LabProgress(DateTimeOffset StartedAt, bool Done, string? Problem);

/// <summary>A journey of the sandbox's clock.</summary>
/// <param name="Events">Event type → how many came to the portal since the journey began.</param>
public sealed record TravelProgress(DateTimeOffset StartedAt, DateTimeOffset From, DateTimeOffset To, DateTimeOffset Now, IReadOnlyDictionary<string, int> Events, bool Done = false, string? Problem = null) : LabProgress(StartedAt, Done, Problem)
{
    /// <summary>0 to 100.</summary>
    public int Percent => To <= From ? 100 : (int)Math.Clamp(100 * ((Now - From) / (To - From)), 0, 100);
}

/// <summary>Scenarios, one after the other.</summary>
/// <param name="Current">The one that runs; null between two and at the end.</param>
public sealed record ScenarioProgress(DateTimeOffset StartedAt, int Wanted, IReadOnlyList<LabRun> Finished, LabRun? Current, bool Done = false, string? Problem = null) : LabProgress(StartedAt, Done, Problem)
{
    public int Failed => Finished.Count(run => !run.Held);
}
