using System.Diagnostics;
using System.Globalization;
using BillingPortal.StripeSandbox;

namespace BillingPortal.Benchmarks;

/// <summary>How fast the sandbox answers and travels, with its state on disk, beside a server that stores nothing and a file that only grows.</summary>
internal static class SandboxBench
{
    public static async Task<int> RunAsync(SandboxBenchArguments arguments)
    {
        Say($"Sandbox: {arguments.Requests} requests in each cell, {Environment.ProcessorCount} cores shared by server and load generator, state on disk; load average before: {LoadAverage()}");
        Say($"\n{"connections",12} {"request",-22} {"sandbox/s",10} {"floor/s",10} {"ratio",6} {"p50 ms",8} {"p99 ms",8}");
        var complete = true;
        foreach (var connections in arguments.Connections)
            complete &= await RequestsAsync(arguments.Requests, connections);
        if (arguments.Subscriptions > 0)
            await YearAsync(arguments.Subscriptions, arguments.Days);
        Say($"\nload average after: {LoadAverage()}");
        return complete ? 0 : 1;
    }

    private static async Task<bool> RequestsAsync(int count, int connections)
    {
        using var directory = new BenchDirectory();
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { DataDirectory = directory.Path });
        using var shop = new SandboxShop(sandbox.Address);
        await shop.OpenAsync(customers: Math.Min(count, 1_000));
        (string Name, Func<int, byte[]> Make)[] requests =
        [
            ("create a customer", shop.CreateCustomer), ("create a subscription", shop.CreateSubscription), ("read an invoice", shop.ReadInvoice),
            ("list 10 subscriptions", shop.ListSubscriptions), ("list 100 customers", shop.ListCustomers),
        ];
        var complete = true;
        foreach (var (name, make) in requests)
        {
            await LoadGenerator.StartAsync(sandbox.Address.Port, connections, Many(make, Math.Min(count, 500)));
            var result = await LoadGenerator.StartAsync(sandbox.Address.Port, connections, Many(make, count));
            await using var nothing = await SilentServer.StartAsync(await shop.AnswerOfAsync(make(0)));
            var floor = await LoadGenerator.StartAsync(nothing.Port, connections, Many(make, count));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{connections,12} {name,-22} {result.PerSecond,10:0} {floor.PerSecond,10:0} {result.PerSecond / floor.PerSecond,6:0.00} {result.P50Milliseconds,8:0.00} {result.P99Milliseconds,8:0.00}")
                + (result.Refused > 0 ? string.Create(CultureInfo.InvariantCulture, $"   {result.Refused} REFUSED") : ""));
            complete &= result.Refused == 0;
        }

        return complete;
    }

    /// <summary>Everybody subscribes on the same day and is billed every month; the floor writes as many bytes in as many lines, and knows nothing.</summary>
    private static async Task YearAsync(int subscriptions, int days)
    {
        using var directory = new BenchDirectory();
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions { DataDirectory = directory.Path });
        using var shop = new SandboxShop(sandbox.Address);
        await shop.OpenAsync(subscriptions);
        await LoadGenerator.StartAsync(sandbox.Address.Port, 8, Many(shop.CreateSubscription, subscriptions));
        var before = directory.Journal;
        var clock = Stopwatch.StartNew();
        await shop.AdvanceAsync(TimeSpan.FromDays(days));
        var seconds = clock.Elapsed.TotalSeconds;
        var after = directory.Journal;
        var paid = await shop.PaidInvoicesAsync();
        var (lines, bytes) = (after.Lines - before.Lines, after.Bytes - before.Bytes);
        var floor = directory.WriteFloor(lines, bytes);
        Say($"\n{days} days of {subscriptions} monthly subscriptions: {seconds:0.0} s; {paid} invoices paid since the start ({paid / seconds:0} a second), {lines} commits, {bytes / 1048576.0:0} MiB of journal");
        Say($"floor, the same lines written and nothing else: {floor:0.00} s; ratio {seconds / floor:0}x; heap {GC.GetTotalMemory(forceFullCollection: true) / 1048576.0:0} MiB");
    }

    private static List<byte[]> Many(Func<int, byte[]> make, int count) => [.. Enumerable.Range(0, count).Select(make)];

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
