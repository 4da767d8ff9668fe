using System.Diagnostics;

namespace BillingPortal.E2E.Portals;

/// <summary>Waits for something that happens outside the browser, where Playwright's own waiting does not reach.</summary>
public static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <param name="what">Finishes the sentence "waited in vain for …".</param>
    public static async Task<T> NotNullAsync<T>(Func<Task<T?>> look, string what)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (watch.Elapsed < Limit)
        {
            if (await look() is { } found)
                return found;
            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException($"Waited in vain for {what}.");
    }

    public static Task TrueAsync(Func<Task<bool>> look, string what) =>
        NotNullAsync<object>(async () => await look() ? new object() : null, what);
}
