using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace BillingPortal.E2E.Portals;

/// <summary>A mail server that takes everything and keeps it: what a portal with a real mail provider speaks to.</summary>
public sealed partial class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<(string To, string Raw)> taken = [];
    private readonly Task accepting;

    public SmtpSink()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Mails to the address whose subject has the words.</summary>
    public int Count(string to, string subject) =>
        taken.Count(mail => mail.To == to && mail.Raw.Contains(subject, StringComparison.OrdinalIgnoreCase));

    public Task<Uri> LinkAsync(string to, string path) =>
        Until.NotNullAsync(
            () => Task.FromResult(taken.Where(mail => mail.To == to).SelectMany(mail => Link().Matches(Decode(mail.Raw))).Select(match => new Uri(match.Value)).LastOrDefault(link => link.AbsolutePath == path)),
            $"a mail to {to} with a link to {path}");

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!ending.IsCancellationRequested)
            _ = TalkAsync(await listener.AcceptTcpClientAsync(ending.Token));
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
            var writer = new StreamWriter(client.GetStream(), Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 sink");
            var to = "";
            while (await reader.ReadLineAsync(ending.Token) is { } line)
            {
                if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase))
                    to = line[8..].Trim('<', '>', ' ');
                if (line == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    taken.Enqueue((to, await ReadDataAsync(reader)));
                }

                await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 ok");
            }
        }
    }

    private async Task<string> ReadDataAsync(StreamReader reader)
    {
        var raw = new StringBuilder();
        while (await reader.ReadLineAsync(ending.Token) is { } line && line != ".")
            raw.AppendLine(line.StartsWith('.') ? line[1..] : line);
        return raw.ToString();
    }

    /// <summary>Quoted-printable and base64 parts as text; a link needs no more of MIME than that.</summary>
    private static string Decode(string raw)
    {
        var text = raw.ReplaceLineEndings("\n");
        var plain = Escaped().Replace(text.Replace("=\n", "", StringComparison.Ordinal), match => ((char)Convert.ToByte(match.Groups["hex"].Value, 16)).ToString());
        var decoded = Base64Block().Matches(text).Select(match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups["body"].Value.Replace("\n", "", StringComparison.Ordinal))));
        return string.Join('\n', decoded.Prepend(plain));
    }

    [GeneratedRegex("""https?://[^\s"<>]+""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("=(?<hex>[0-9A-F]{2})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escaped();

    [GeneratedRegex(@"base64\s*\n(?:[^\n]+\n)*\n(?<body>[A-Za-z0-9+/=\n]+)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Base64Block();
}
