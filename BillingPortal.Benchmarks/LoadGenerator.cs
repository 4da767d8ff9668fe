using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace BillingPortal.Benchmarks;

/// <summary>What one run of the generator saw.</summary>
internal sealed record LoadResult(int Accepted, int Refused, double Seconds, double P50Milliseconds, double P99Milliseconds, double MaxMilliseconds)
{
    public double PerSecond => Accepted / Seconds;
}

/// <summary>A process of its own that posts signed events over raw sockets, one request at a time on each connection.</summary>
internal static class LoadGenerator
{
    private static readonly byte[] ChunkedEnd = "\r\n0\r\n\r\n"u8.ToArray();

    /// <summary>Runs this program again as the generator.</summary>
    public static async Task<LoadResult> StartAsync(int port, int connections, int events, string run)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["load", .. new[] { port, connections, events }.Select(number => number.ToString(CultureInfo.InvariantCulture)), run])
        {
            RedirectStandardOutput = true, UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<LoadResult>(answer)!;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var numbers = args[..3].Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var (port, connections, events) = (numbers[0], numbers[1], numbers[2]);
        var requests = new byte[events][];
        Parallel.For(0, events, number => requests[number] = SignedRequests.Make(args[3], number));
        GC.Collect();
        var times = new long[events];
        var (next, accepted) = (-1, 0);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var buffer = new byte[4096];
            while (Interlocked.Increment(ref next) is var number && number < events)
            {
                var begun = Stopwatch.GetTimestamp();
                await SendAllAsync(socket, requests[number]);
                var ok = await ReadAnswerAsync(socket, buffer);
                times[number] = Stopwatch.GetTimestamp() - begun;
                if (ok)
                    Interlocked.Increment(ref accepted);
            }
        })));
        clock.Stop();
        Array.Sort(times);
        var result = new LoadResult(accepted, events - accepted, clock.Elapsed.TotalSeconds, Milliseconds(times[events / 2]), Milliseconds(times[(int)(events * 0.99)]), Milliseconds(times[^1]));
        Console.Write(JsonSerializer.Serialize(result));
        return 0;
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> request)
    {
        while (request.Length > 0)
            request = request[await socket.SendAsync(request, SocketFlags.None)..];
    }

    /// <summary>True for 200. Knows the two ways in which Kestrel ends an answer: a content length and chunks.</summary>
    private static async Task<bool> ReadAnswerAsync(Socket socket, byte[] buffer)
    {
        var length = 0;
        while (!IsWhole(buffer.AsSpan(0, length)))
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None);
            if (read == 0)
                throw new IOException("The server closed the connection.");
            length += read;
        }

        return buffer.AsSpan(0, length).StartsWith("HTTP/1.1 200"u8);
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var head = answer[..end];
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0)
            return answer.EndsWith(ChunkedEnd);
        var digits = head[(at + "Content-Length: ".Length)..];
        var stop = digits.IndexOf((byte)'\r');
        return answer.Length >= end + 4 + int.Parse(stop < 0 ? digits : digits[..stop], CultureInfo.InvariantCulture);
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}
