namespace BillingPortal.StripeSandbox.Events;

/// <summary>When a delivery that failed is tried again: soon at first, so that a restarting developer waits little, then rarer, up to three days.</summary>
internal static class RetrySchedule
{
    private const long GivenUpAfterSeconds = 3 * 24 * 60 * 60;
    private static readonly long[] WaitsInSeconds = [1, 2, 5, 15, 60, 300, 3_600, 3 * 3_600, 6 * 3_600];

    /// <returns>The second of the next attempt, or null when the delivery is given up.</returns>
    public static long? Next(int failedAttempts, long created, long now)
    {
        var next = now + (failedAttempts <= WaitsInSeconds.Length ? WaitsInSeconds[failedAttempts - 1] : 12 * 3_600);
        return next - created <= GivenUpAfterSeconds ? next : null;
    }
}
