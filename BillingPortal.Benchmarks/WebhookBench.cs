using System.Globalization;
using BillingPortal.Core.Data;
using BillingPortal.Core.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Benchmarks;

/// <summary>How many signed events a second the intake takes, beside its two floors, on durable databases; and whether memory stays flat.</summary>
internal static class WebhookBench
{
    private const int WarmUp = 3000;

    public static async Task<int> RunAsync(WebhookBenchArguments arguments)
    {
        await using var databases = new BenchDatabase();
        Say($"Webhook intake: {arguments.Events} events of about 3 KB in each cell, {Environment.ProcessorCount} cores shared by server, database and load generator; load average before: {LoadAverage()}");
        var complete = true;
        foreach (var kind in arguments.Databases)
        {
            Say($"\n{kind}\n{"connections",12} {"contestant",-16} {"events/s",10} {"p50 ms",8} {"p99 ms",8} {"max ms",8} {"p99/p50",8}");
            LoadResult? alone = null; // one connection: no database can merge the flushes of its commits
            foreach (var connections in arguments.Connections)
            {
                var results = new Dictionary<Contestant, LoadResult>();
                foreach (var contestant in Enum.GetValues<Contestant>())
                    results[contestant] = await MeasureAsync(contestant, kind, await databases.CreateAsync(kind), connections, arguments.Events);
                var portal = results[Contestant.Portal];
                complete &= results.Values.All(result => result.Refused == 0);
                Say($"{"",12} portal = {portal.PerSecond / results[Contestant.CommitsEach].PerSecond:0.00} x commit-per-event, {portal.PerSecond / results[Contestant.StoresNothing].PerSecond:0.00} x stores-nothing"
                    + (alone is null ? "" : string.Create(CultureInfo.InvariantCulture, $", {portal.PerSecond / alone.PerSecond:0.00} x commit-per-event on one connection")));
                alone ??= connections == 1 ? results[Contestant.CommitsEach] : null;
            }
        }

        foreach (var kind in arguments.Databases.Where(_ => arguments.MemoryEvents > 0))
            await WatchMemoryAsync(await databases.CreateAsync(kind), kind, arguments.MemoryEvents);
        Say($"\nload average after: {LoadAverage()}");
        return complete ? 0 : 1;
    }

    private static async Task<LoadResult> MeasureAsync(Contestant contestant, DatabaseKind kind, string url, int connections, int events)
    {
        await using var app = await BenchServer.StartAsync(contestant, url);
        await LoadGenerator.StartAsync(Port(app), connections, SignedRequests.Many("warm", Math.Min(events, WarmUp)));
        var result = await LoadGenerator.StartAsync(Port(app), connections, SignedRequests.Many("run", events));
        Say($"{connections,12} {contestant,-16} {result.PerSecond,10:0} {result.P50Milliseconds,8:0.00} {result.P99Milliseconds,8:0.00} {result.MaxMilliseconds,8:0.0} {result.P99Milliseconds / result.P50Milliseconds,8:0.0}"
            + (result.Refused > 0 ? $"   {result.Refused} REFUSED" : ""));
        if (contestant == Contestant.Portal && await CountAsync(url) is var stored && stored != events + Math.Min(events, WarmUp))
            throw new InvalidOperationException($"{kind}: {stored} events are stored, and every one was answered with 200: that is not durable intake.");
        await app.StopAsync();
        return result;
    }

    /// <summary>Ten legs; after each the heap is collected, so that what grows is what is kept.</summary>
    private static async Task WatchMemoryAsync(string url, DatabaseKind kind, int events)
    {
        Say($"\nMemory of the server over {events} events on {kind}, 32 connections, after a full collection");
        await using var app = await BenchServer.StartAsync(Contestant.Portal, url);
        for (var leg = 0; leg < 10; leg++)
        {
            var result = await LoadGenerator.StartAsync(Port(app), 32, SignedRequests.Many($"leg{leg}", events / 10));
            var heap = GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
            Say($"{(leg + 1) * (events / 10),12} events: heap {heap,6:0.0} MiB, working set {Environment.WorkingSet / 1048576.0,6:0} MiB, {result.PerSecond:0} events/s");
        }

        await app.StopAsync();
    }

    private static async Task<int> CountAsync(string url)
    {
        await using var db = new BillingDbFactory(DatabaseTarget.Parse(url)).CreateDbContext();
        return await db.InboxEvents.CountAsync();
    }

    private static int Port(WebApplication app) => new Uri(app.Urls.Single()).Port;

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Say(string line) => Console.WriteLine(line);
}
