using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Parts;

public enum LoadState
{
    Loading,
    Failed,
    Loaded,
}

/// <summary>One read that a page waits for: loading, then failed or loaded. <see cref="LoadView{T}"/> shows each of the three.</summary>
public sealed record Load<T>(LoadState State = LoadState.Loading, T? Value = default);

/// <summary>Runs the reads of pages.</summary>
public static class Load
{
    /// <summary>Whatever goes wrong is logged and becomes a page with a retry, for a billing page must not end in a blank one.</summary>
    public static async Task<Load<T>> RunAsync<T>(Func<Task<T>> read, ILogger logger)
    {
        try
        {
            return new Load<T>(LoadState.Loaded, await read());
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or NavigationException))
        {
            logger.LogError(failure, "A page could not read {What}", typeof(T).Name);
            return new Load<T>(LoadState.Failed);
        }
    }
}
