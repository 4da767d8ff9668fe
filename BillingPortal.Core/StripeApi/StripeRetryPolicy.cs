using System.Net;

namespace BillingPortal.Core.StripeApi;

/// <summary>
/// Stripe's own rules for trying again: no answer, 409 and 5xx are repeated, 429 is not, and the header <c>Stripe-Should-Retry</c> decides
/// before all of them. A repeated POST carries the same idempotency key, so it can never act twice.
/// </summary>
/// <param name="random">Gives 0.0 (inclusive) to 1.0: spreads the clients that were cut off together.</param>
public sealed class StripeRetryPolicy(Func<double> random)
{
    public const int MaxRetries = 2;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <param name="retriesDone">How often the request was repeated already.</param>
    /// <param name="status">Null when no answer came.</param>
    /// <param name="shouldRetry">Stripe's header, null when absent.</param>
    public static bool ShouldRetry(int retriesDone, HttpStatusCode? status, string? shouldRetry)
    {
        if (retriesDone >= MaxRetries)
            return false;
        return (status, shouldRetry) switch
        {
            (null, _) => true,
            (_, "true") => true,
            (_, "false") => false,
            _ => status is HttpStatusCode.Conflict || (int)status >= 500,
        };
    }

    /// <summary>Half a second, doubled each time up to five, shortened by up to a quarter, never under half a second.</summary>
    public TimeSpan Delay(int retriesDone)
    {
        var full = Math.Min(Shortest.TotalSeconds * Math.Pow(2, retriesDone), Longest.TotalSeconds);
        var spread = full * (0.75 + (0.25 * random()));
        return TimeSpan.FromSeconds(Math.Max(spread, Shortest.TotalSeconds));
    }
}
