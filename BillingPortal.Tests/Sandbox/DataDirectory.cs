namespace BillingPortal.Tests.Sandbox;

/// <summary>A directory of its own for a sandbox that keeps its state, gone after the test.</summary>
public sealed class DataDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("sandbox-").FullName;

    public string Journal => System.IO.Path.Combine(Path, "sandbox.journal");

    public long JournalLength => new FileInfo(Journal).Length;

    /// <summary>What a killed process leaves: the bytes that were written, while the first sandbox still runs and closes nothing.</summary>
    public DataDirectory AsLeftByAKill()
    {
        var copy = new DataDirectory();
        using var from = new FileStream(Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var to = File.Create(copy.Journal);
        from.CopyTo(to);
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
