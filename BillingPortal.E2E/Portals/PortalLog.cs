using System.Text;

namespace BillingPortal.E2E.Portals;

/// <summary>What one portal wrote, across restarts: kept as a file beside the screenshots, its end quoted when something fails.</summary>
public sealed class PortalLog(string name) : IDisposable
{
    private readonly Lock gate = new();
    private readonly StringBuilder text = new();
    private readonly StreamWriter file = new(Repository.Output("portals", $"{name}.log")) { AutoFlush = true };

    public void Write(string? line)
    {
        if (line is null)
            return;
        lock (gate)
        {
            text.AppendLine(line);
            file.WriteLine(line);
        }
    }

    public override string ToString()
    {
        lock (gate)
            return text.ToString();
    }

    public string Tail(int lines = 40) => string.Join('\n', ToString().TrimEnd().Split('\n').TakeLast(lines));

    public void Dispose()
    {
        lock (gate)
            file.Dispose();
    }
}
