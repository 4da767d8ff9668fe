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

/// <summary>A process of its own that sends ready-made requests over raw sockets, one at a time on each connection.</summary>
internal static class LoadGenerator
{
    private static readonly byte[] ChunkedEnd = "\r\n0\r\n\r\n"u8.ToArray();

    /// <summary>Runs this program again as the generator and hands it the requests before its clock starts.</summary>
    public static async Task<LoadResult> StartAsync(int port, int connections, IReadOnlyList<byte[]> requests)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["load", .. new[] { port, connections }.Select(number => number.ToString(CultureInfo.InvariantCulture))])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        await using (var pipe = new BinaryWriter(process.StandardInput.BaseStream))
        {
            pipe.Write(requests.Count);
            foreach (var request in requests)
            {
                pipe.Write(request.Length);
                pipe.Write(request);
            }
        }

        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<LoadResult>(answer)!;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var numbers = args[..2].Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        var (port, connections) = (numbers[0], numbers[1]);
        var requests = ReadRequests();
        var events = requests.Length;
        GC.Collect();
        var times = new long[events];
        var (next, accepted) = (-1, 0);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var buffer = new byte[1 << 20]; // a page of a hundred subscriptions is the longest answer
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

    private static byte[][] ReadRequests()
    {
        using var pipe = new BinaryReader(new BufferedStream(Console.OpenStandardInput(), 1 << 20));
        var requests = new byte[pipe.ReadInt32()][];
        for (var at = 0; at < requests.Length; at++)
            requests[at] = pipe.ReadBytes(pipe.ReadInt32());
        return requests;
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
