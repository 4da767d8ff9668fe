using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace BillingPortal.StripeSandbox.Store;

/// <summary>
/// The one file of a data directory: a line per commit, appended in commit order by one writer that takes whatever has queued up at once.
/// A commit is answered only when its line has reached the operating system, so a killed process loses nothing that was answered.
/// </summary>
internal sealed class Journal : IAsyncDisposable
{
    private readonly Channel<(byte[] Line, TaskCompletionSource Done)> queue = Channel.CreateUnbounded<(byte[], TaskCompletionSource)>();
    private readonly FileStream file;
    private readonly Task writer;

    private Journal(FileStream file)
    {
        this.file = file;
        writer = Task.Run(WriteAsync);
    }

    public static string FileIn(string directory) => Path.Combine(directory, "sandbox.journal");

    /// <summary>Keeps a second sandbox out of a directory: two writers would compact each other's lines away. The system drops it with the process.</summary>
    /// <exception cref="IOException">Another sandbox has the directory.</exception>
    public static FileStream LockDirectory(string directory)
    {
        try
        {
            return new FileStream(Path.Combine(directory, "sandbox.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new IOException($"Another sandbox is using {directory}.", taken);
        }
    }

    /// <summary>Opens for appending; the caller has compacted the file before.</summary>
    public static Journal Open(string directory) =>
        new(new FileStream(FileIn(directory), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0));

    public Task AppendAsync(JsonObject line)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var bytes = Encoding.UTF8.GetBytes(line.ToJsonString(Json.Journal) + "\n");
        return queue.Writer.TryWrite((bytes, done)) ? done.Task : Task.FromException(new ObjectDisposedException(nameof(Journal)));
    }

    /// <summary>Reads the committed lines. A last line without its end was never answered and is dropped.</summary>
    public static IEnumerable<JsonObject> Read(string directory)
    {
        var path = FileIn(directory);
        if (!File.Exists(path))
        {
            yield break;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } text)
        {
            var torn = reader.EndOfStream && !EndsWithNewLine(stream);
            if (text.Length > 0 && Parse(text, torn) is { } line)
            {
                yield return line;
            }
        }
    }

    /// <summary>Writes the given lines into a new file and swaps it in; a crash leaves the old or the new file, both whole.</summary>
    public static void Rewrite(string directory, IEnumerable<JsonObject> lines)
    {
        var fresh = FileIn(directory) + ".new";
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            foreach (var line in lines)
            {
                stream.Write(Encoding.UTF8.GetBytes(line.ToJsonString(Json.Journal)));
                stream.WriteByte((byte)'\n');
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, FileIn(directory), overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await writer;
        await file.DisposeAsync();
    }

    private static JsonObject? Parse(string text, bool torn)
    {
        try
        {
            return torn ? null : (JsonObject)JsonNode.Parse(text)!;
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException("The sandbox journal holds a line that is not JSON before its end; the file was edited or the disk is bad.", broken);
        }
    }

    private static bool EndsWithNewLine(FileStream stream)
    {
        var at = stream.Position;
        stream.Seek(-1, SeekOrigin.End);
        var last = stream.ReadByte();
        stream.Position = at;
        return last == '\n';
    }

    private async Task WriteAsync()
    {
        using var batch = new MemoryStream();
        var waiting = new List<TaskCompletionSource>();
        while (await queue.Reader.WaitToReadAsync())
        {
            while (waiting.Count < 4096 && queue.Reader.TryRead(out var next))
            {
                batch.Write(next.Line);
                waiting.Add(next.Done);
            }

            try
            {
                await file.WriteAsync(batch.GetBuffer().AsMemory(0, (int)batch.Length));
                waiting.ForEach(done => done.TrySetResult());
            }
            catch (IOException failed)
            {
                // The line may be half on disk: nothing may be appended behind it, and nobody may be told that it is kept.
                waiting.ForEach(done => done.TrySetException(failed));
                queue.Writer.TryComplete(failed);
            }

            batch.SetLength(0);
            waiting.Clear();
        }
    }
}
