using System.Diagnostics;
using System.Text;

namespace BillingPortal.Benchmarks;

/// <summary>A temporary data directory of a sandbox, and what its journal holds.</summary>
internal sealed class BenchDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sandbox-bench-").FullName;

    public (long Lines, long Bytes) Journal
    {
        get
        {
            var bytes = 0L;
            var lines = 0L;
            using var file = new FileStream(System.IO.Path.Combine(Path, "sandbox.journal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 20);
            var buffer = new byte[1 << 20];
            while (file.Read(buffer) is var read and > 0)
            {
                bytes += read;
                lines += buffer.AsSpan(0, read).Count((byte)'\n');
            }

            return (lines, bytes);
        }
    }

    /// <summary>Seconds to append so many bytes in so many equal lines, a write to the system for each.</summary>
    public double WriteFloor(long lines, long bytes)
    {
        var line = Encoding.ASCII.GetBytes(new string('x', (int)(bytes / Math.Max(lines, 1))));
        using var file = new FileStream(System.IO.Path.Combine(Path, "floor"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var clock = Stopwatch.StartNew();
        for (var written = 0L; written < lines; written++)
            file.Write(line);
        return clock.Elapsed.TotalSeconds;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
