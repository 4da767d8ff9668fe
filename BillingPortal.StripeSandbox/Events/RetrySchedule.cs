namespace BillingPortal.StripeSandbox.Events;

/// <summary>When a delivery that failed is tried again: soon at first, so that a restarting developer waits little, then rarer, up to three days.</summary>
internal static class RetrySchedule
{
    private const long GivenUpAfterSeconds = 3 * 24 * 60 * 60;
    private static readonly long[] WaitsInSeconds = [1, 2, 5, 15, 60, 300, 3_600, 3 * 3_600, 6 * 3_600];

    /// <param name="failedAttempts">How often it has failed by now.</param>
    /// <param name="since">When it failed first.</param>
    /// <param name="now">The sandbox's second.</param>
    /// <returns>The second of the next attempt, or null when the delivery is given up.</returns>
    public static long? Next(int failedAttempts, long since, long now)
    {
        var next = now + (failedAttempts <= WaitsInSeconds.Length ? WaitsInSeconds[failedAttempts - 1] : 12 * 3_600);
        return next - since <= GivenUpAfterSeconds ? next : null;
    }
}
