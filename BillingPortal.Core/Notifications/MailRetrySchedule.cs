namespace BillingPortal.Core.Notifications;

/// <summary>When a mail that was not taken is tried again: after 30, 60 and 120 seconds, then never.</summary>
public static class MailRetrySchedule
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120)];

    /// <param name="attempts">How many attempts failed so far, at least 1.</param>
    /// <returns>The pause before the next attempt; null when there is none.</returns>
    public static TimeSpan? PauseAfter(int attempts) => attempts <= Pauses.Length ? Pauses[attempts - 1] : null;
}
