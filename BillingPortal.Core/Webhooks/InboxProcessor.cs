using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Webhooks;

/// <summary>One look at the inbox: due groups, one worker per group, several groups side by side.</summary>
/// <remarks>A process may die at any point: its leases end, its open transactions never happened, and its events are taken again.</remarks>
public sealed class InboxProcessor(InboxBacklog backlog, InboxGroupRun run, TimeProvider time, ILogger<InboxProcessor> logger)
{
    private const int GroupsSideBySide = 4;

    /// <summary>Returns how many groups were worked on; 0 when nothing was due or others had it.</summary>
    public async Task<int> ProcessDueAsync(CancellationToken cancellation)
    {
        var worked = 0;
        ExceptionDispatchInfo? broken = null;
        var options = new ParallelOptions { MaxDegreeOfParallelism = GroupsSideBySide, CancellationToken = cancellation };
        await Parallel.ForEachAsync(await backlog.DueGroupsAsync(cancellation), options, async (group, stop) =>
        {
            try
            {
                if (await WorkAsync(group, stop))
                    Interlocked.Increment(ref worked);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                broken = ExceptionDispatchInfo.Capture(failure); // the other groups go on; the loop above us hears of it
            }
        });
        broken?.Throw();
        return worked;
    }

    private async Task<bool> WorkAsync(string group, CancellationToken cancellation)
    {
        if (await backlog.TakeAsync(group, cancellation) is not { } lease)
            return false;
        try
        {
            await run.RunAsync(lease, time, cancellation);
        }
        catch (LeaseLostException lost)
        {
            logger.LogWarning("{Reason} What this worker still had in hand is left to it", lost.Message);
            return true;
        }
        finally
        {
            await backlog.ReleaseAsync(lease, CancellationToken.None); // also when we are stopping: another replica may go on at once
        }

        return true;
    }
}
