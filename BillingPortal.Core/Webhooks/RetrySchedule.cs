namespace BillingPortal.Core.Webhooks;

/// <summary>When an event whose processing failed is tried again: quickly at first, then ever slower, and after about two days a person must look.</summary>
public static class RetrySchedule
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    /// <summary>How many attempts an event gets before it is parked.</summary>
    public static int MostAttempts => Pauses.Length + 1;

    /// <param name="attempts">How many attempts failed so far, at least 1.</param>
    /// <returns>The pause before the next attempt; null when the event is to be parked.</returns>
    public static TimeSpan? PauseAfter(int attempts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        return attempts <= Pauses.Length ? Pauses[attempts - 1] : null;
    }
}
