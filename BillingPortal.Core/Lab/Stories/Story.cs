namespace BillingPortal.Core.Lab.Stories;

public enum StepKind
{
    /// <summary>Somebody does something: the customer, support, or Stripe's side of the story.</summary>
    Act,

    /// <summary>The story's clock moves on.</summary>
    Advance,
}

/// <summary>One step: what is done, and what must be seen once the portal has heard of everything that followed.</summary>
public sealed record StoryStep(StepKind Kind, string Words, Func<Stage, Task> Do, IReadOnlyList<Expectation> Expectations);

/// <summary>The steps of a scenario, in the order in which they are told.</summary>
public sealed class Story
{
    private readonly List<StoryStep> steps = [];

    public IReadOnlyList<StoryStep> Steps => steps;

    public Story Act(string words, Func<Stage, Task> act, params IReadOnlyList<Expectation> expectations) => Add(StepKind.Act, words, act, expectations);

    /// <param name="until">The instant to go to, seen from the story's own clock.</param>
    public Story Advance(string words, Func<Stage, DateTimeOffset> until, params IReadOnlyList<Expectation> expectations) =>
        Add(StepKind.Advance, words, stage => stage.AdvanceAsync(until(stage)), expectations);

    private Story Add(StepKind kind, string words, Func<Stage, Task> act, IReadOnlyList<Expectation> expectations)
    {
        steps.Add(new StoryStep(kind, words, act, expectations));
        return this;
    }
}

/// <summary>A scenario of the library: a story with a name, a sentence about what it shows, and the steps.</summary>
public abstract class Scenario
{
    /// <summary>As typed on the command line: <c>trial-to-paid</c>.</summary>
    public abstract string Name { get; }

    public abstract string Title { get; }

    /// <summary>One sentence. <c>{smaller}</c>, <c>{bigger}</c> and <c>{free}</c> stand for the plans' names here and in all steps.</summary>
    public abstract string Shows { get; }

    public Story Told()
    {
        var story = new Story();
        Tell(story);
        return story;
    }

    protected abstract void Tell(Story story);
}
