using System.Diagnostics;

namespace BillingPortal.E2E.Portals;

/// <summary>Waits for something that happens outside the browser, where Playwright's own waiting does not reach.</summary>
public static class Until
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    /// <param name="what">Finishes the sentence "waited in vain for …".</param>
    public static async Task<T> NotNullAsync<T>(Func<Task<T?>> look, string what, TimeSpan? limit = null)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (watch.Elapsed < (limit ?? Usual))
        {
            if (await look() is { } found)
                return found;
            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException($"Waited in vain for {what}.");
    }

    public static Task TrueAsync(Func<Task<bool>> look, string what, TimeSpan? limit = null) =>
        NotNullAsync<object>(async () => await look() ? new object() : null, what, limit);
}
