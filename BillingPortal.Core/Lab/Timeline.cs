namespace BillingPortal.Core.Lab;

/// <summary>One expectation of a step, and whether it held.</summary>
/// <param name="Difference">What was seen instead, in plain words; null when it held.</param>
public sealed record TimelineCheck(string Expected, string? Difference)
{
    public bool Held => Difference is null;
}

/// <summary>An event that came of a step, and what became of it on its way: processed, ignored, waiting, held, lost.</summary>
public sealed record TimelineEvent(string Id, string Type, string Fate);

/// <summary>What the portal showed after a step, in the words of pages and API.</summary>
/// <param name="Plan">The plan's name; null without a subscription.</param>
/// <param name="Access">The plan whose features may be used.</param>
/// <param name="AtStripe">The status that Stripe has for the same subscription.</param>
public sealed record TimelineState(string? Plan, string? Status, string? PaymentState, string Access, long Seats, string? AtStripe, DateTimeOffset? PeriodEnd, bool CancelsAtPeriodEnd, string? NewestInvoice, IReadOnlyList<string> Mails);

/// <summary>One step of a run: what was done, at what time of the story, what came of it, and whether that was expected.</summary>
/// <param name="Kind">act or advance.</param>
/// <param name="Refusal">What Stripe refused the act with, which may be what was expected.</param>
/// <param name="Problem">Why the step could not be finished; null when it could.</param>
public sealed record TimelineStep(int Number, string Kind, string Words, DateTimeOffset? At, IReadOnlyList<TimelineEvent> Events, TimelineState? State, IReadOnlyList<TimelineCheck> Checks, string? Problem, string? Refusal = null)
{
    public bool Held => Problem is null && Checks.All(check => check.Held);
}

/// <summary>A scenario's run, finished or under way.</summary>
/// <param name="NotReached">Steps after the first that did not hold: what they would show would say nothing.</param>
public sealed record LabRun(string Id, string Scenario, string Title, string Shows, string? OrganizationId, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, IReadOnlyList<TimelineStep> Steps, IReadOnlyList<string> NotReached)
{
    public bool Held => FinishedAt is not null && NotReached.Count == 0 && Steps.All(step => step.Held);

    public int Checks => Steps.Sum(step => step.Checks.Count);
}
