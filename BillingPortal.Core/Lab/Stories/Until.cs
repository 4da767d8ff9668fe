namespace BillingPortal.Core.Lab.Stories;

/// <summary>Where a story's clock goes next.</summary>
public static class Until
{
    /// <summary>A renewal's invoice stays a draft for an hour before it is charged.</summary>
    private static readonly TimeSpan DraftHour = TimeSpan.FromHours(1) + TimeSpan.FromMinutes(5);

    public static Func<Stage, DateTimeOffset> Days(double days) => stage => stage.Now.AddDays(days);

    public static Func<Stage, DateTimeOffset> Hours(double hours) => stage => stage.Now.AddHours(hours);

    /// <summary>The end of the current period or trial, and the invoice that follows is charged.</summary>
    public static Func<Stage, DateTimeOffset> Renewed { get; } = stage => stage.PeriodEnd + DraftHour;

    /// <summary>The end of the current period or trial, before anything of the next is charged.</summary>
    public static Func<Stage, DateTimeOffset> PeriodEnd { get; } = stage => stage.PeriodEnd.AddMinutes(1);

    public static Func<Stage, DateTimeOffset> BeforePeriodEnd(TimeSpan by) => stage => stage.PeriodEnd - by;

    /// <summary>The middle of the current period, where proration is easy to follow.</summary>
    public static Func<Stage, DateTimeOffset> MidPeriod { get; } = stage => stage.PeriodStart + ((stage.PeriodEnd - stage.PeriodStart) / 2);

    /// <summary>The next automatic attempt at the invoice that could not be paid.</summary>
    public static Func<Stage, DateTimeOffset> NextAttempt { get; } = stage =>
        (stage.Seen?.NextPaymentAttempt ?? throw new StoryException("Stripe plans no further attempt, so there is none to wait for.")).AddMinutes(1);
}
