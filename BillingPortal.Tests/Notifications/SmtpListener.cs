using System.Net;
using System.Net.Sockets;
using System.Text;

namespace BillingPortal.Tests.Notifications;

public enum SmtpMood
{
    TakesMail,
    AnswersTryLater,
    DropsTheConnectionInTheMiddle,
}

/// <summary>A small real SMTP server (RFC 5321, the verbs that a sender needs) on a free loopback port, which can also be in a bad mood.</summary>
public sealed class SmtpListener : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly Task serving;

    public SmtpListener()
    {
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public SmtpMood Mood { get; set; }

    /// <summary>Whole messages, headers and body, as they came after DATA.</summary>
    public List<string> Messages { get; } = [];

    public List<string> Recipients { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await serving;
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        var conversations = new List<Task>();
        try
        {
            while (true)
                conversations.Add(ConverseAsync(await listener.AcceptTcpClientAsync(stopping.Token)));
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(conversations);
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.UTF8);
                await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
                await writer.WriteLineAsync("220 listener.example ready");
                while (await reader.ReadLineAsync(stopping.Token) is { } line && await AnswerAsync(line, reader, writer))
                {
                    // One command after the other until QUIT or the end of the line.
                }
            }
            catch (Exception ended) when (ended is IOException or OperationCanceledException)
            {
                // The sender hung up, or the test is over.
            }
        }
    }

    /// <summary>False ends the conversation.</summary>
    private async Task<bool> AnswerAsync(string line, StreamReader reader, StreamWriter writer)
    {
        var verb = line.Split(' ', ':')[0].ToUpperInvariant();
        switch (verb)
        {
            case "EHLO" or "HELO":
                await writer.WriteLineAsync("250-listener.example\r\n250 8BITMIME");
                return true;
            case "RCPT" when Mood == SmtpMood.AnswersTryLater:
                await writer.WriteLineAsync("451 4.3.0 try later");
                return true;
            case "RCPT":
                lock (gate)
                    Recipients.Add(line);
                await writer.WriteLineAsync("250 ok");
                return true;
            case "DATA" when Mood == SmtpMood.DropsTheConnectionInTheMiddle:
                return false;
            case "DATA":
                await writer.WriteLineAsync("354 go on");
                await ReadMessageAsync(reader);
                await writer.WriteLineAsync("250 taken");
                return true;
            case "QUIT":
                await writer.WriteLineAsync("221 bye");
                return false;
            default:
                await writer.WriteLineAsync("250 ok");
                return true;
        }
    }

    private async Task ReadMessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(stopping.Token) is { } line && line != ".")
            message.AppendLine(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line);
        lock (gate)
            Messages.Add(message.ToString());
    }
}
