using System.Globalization;
using BillingPortal.Core.StripeApi;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>Stripe as the people of one story use it: the Dashboard, the hosted pages, the bank. Every act is an intent of its own.</summary>
/// <param name="run">Part of each idempotency key.</param>
public sealed class StripeSide(StripeClient stripe, string run)
{
    private int acts;

    /// <exception cref="StripeException">Stripe refused or was not reached.</exception>
    public Task<T> PostAsync<T>(StripePath path, object? parameters, CancellationToken cancellation) =>
        stripe.PostAsync<T>(path, parameters, IdempotencyKey.For("lab", run, Interlocked.Increment(ref acts).ToString(CultureInfo.InvariantCulture)), cancellation);

    public Task<T> GetAsync<T>(StripePath path, object? parameters, CancellationToken cancellation) => stripe.GetAsync<T>(path, parameters, cancellation);

    public Task<T> DeleteAsync<T>(StripePath path, object? parameters, CancellationToken cancellation) => stripe.DeleteAsync<T>(path, parameters, cancellation);

    /// <summary>Moves a test clock and waits until everything on it has happened.</summary>
    public async Task<TestClock> AdvanceAsync(TestClock clock, DateTimeOffset to, CancellationToken cancellation)
    {
        var moved = await PostAsync<TestClock>($"/v1/test_helpers/test_clocks/{clock.Id}/advance", new { FrozenTime = to }, cancellation);
        for (var look = 0; moved.Status == "advancing" || moved.FrozenTime < to; look++)
        {
            if (look == Patience.MostLooks || moved.Status == "internal_failure")
                throw new StoryException($"The clock did not arrive at {to:u}: it is {moved.Status} at {moved.FrozenTime:u}.");
            if (look > 0)
                await Patience.PauseAsync(cancellation);
            moved = await GetAsync<TestClock>($"/v1/test_helpers/test_clocks/{clock.Id}", null, cancellation);
        }

        return moved;
    }
}

/// <summary>How stories wait for what happens elsewhere: they look again, a bounded number of times, and never rely on a length of time.</summary>
internal static class Patience
{
    /// <summary>Some thirty seconds; only a story that has gone wrong uses them up.</summary>
    public const int MostLooks = 1500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>The real clock on purpose: an injected one may stand still, and this only keeps the looks from burning the processor.</summary>
    public static Task PauseAsync(CancellationToken cancellation) => Task.Delay(Pause, TimeProvider.System, cancellation);
}
