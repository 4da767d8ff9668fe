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
    private readonly Channel<Entry> queue = Channel.CreateUnbounded<Entry>();
    private readonly string directory;
    private readonly Compaction compaction;
    private readonly Task writer;
    private FileStream file;
    private long livingBytes;

    private Journal(string directory, Compaction compaction)
    {
        this.directory = directory;
        this.compaction = compaction;
        file = OpenFile(directory);
        livingBytes = file.Length;
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
    public static Journal Open(string directory, Compaction compaction) => new(directory, compaction);

    /// <param name="line">What is written.</param>
    /// <param name="account">Whose gate the caller holds; null for what belongs to nobody.</param>
    public Task AppendAsync(JsonObject line, string? account = null)
    {
        var entry = new Entry(Encode(line), account, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return queue.Writer.TryWrite(entry) ? entry.Done.Task : Task.FromException(new ObjectDisposedException(nameof(Journal)));
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
    public static void Rewrite(string directory, IEnumerable<JsonObject> lines) => Rewrite(directory, lines.Select(Encode));

    private static void Rewrite(string directory, IEnumerable<byte[]> lines)
    {
        var fresh = FileIn(directory) + ".new";
        using (var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            foreach (var line in lines)
            {
                stream.Write(line);
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

    private static byte[] Encode(JsonObject line) => Encoding.UTF8.GetBytes(line.ToJsonString(Json.Journal) + "\n");

    private static FileStream OpenFile(string directory) => new(FileIn(directory), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

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
                Compact();
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

    /// <summary>
    /// Once most of the file is history, it is written anew from what lives. Commits that wait in the queue at that instant are part of the
    /// snapshot; only an account that the snapshot does not know yet keeps its lines.
    /// </summary>
    private void Compact()
    {
        if (file.Length < compaction.AtBytes || file.Length < livingBytes * 4)
        {
            return;
        }

        var covered = new List<Entry>();
        var living = compaction.Freeze(() =>
        {
            while (queue.Reader.TryRead(out var entry))
            {
                covered.Add(entry);
            }
        });
        if (living is null)
        {
            return;
        }

        var missing = covered.Where(entry => entry.Account is { } account && !living.Accounts.Contains(account)).Select(entry => entry.Line);
        Rewrite(directory, living.Lines.Select(Encode).Concat(missing));
        file.Dispose();
        file = OpenFile(directory);
        livingBytes = file.Length;
        covered.ForEach(entry => entry.Done.TrySetResult());
    }

    private sealed record Entry(byte[] Line, string? Account, TaskCompletionSource Done);
}

/// <summary>When the journal is written anew, and from what.</summary>
/// <param name="AtBytes">Below this size nobody cares.</param>
/// <param name="Freeze">Runs the given action while nobody commits and tells what lives at that instant; null when somebody is busy, to be asked again.</param>
internal sealed record Compaction(long AtBytes, Func<Action, Living?> Freeze);

/// <summary>The lines of a whole state, and the accounts that they know.</summary>
internal sealed record Living(IReadOnlySet<string> Accounts, IEnumerable<JsonObject> Lines);
