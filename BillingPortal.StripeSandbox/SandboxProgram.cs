using System.Runtime.InteropServices;

namespace BillingPortal.StripeSandbox;

/// <summary>The sandbox as a program of its own.</summary>
internal static class SandboxProgram
{
    private const int WrongUse = 2;
    private const string Usage =
        """
        Stripe sandbox: a stateful stand-in for Stripe's API on this machine. No real money moves.

          --urls http://127.0.0.1:12111   where to listen (loopback only; port 0 takes a free one)
          --public-url URL                links lead there, and every interface is listened on: for containers
          --data DIR                      keep the state in DIR (else it is forgotten at the end)
          --webhook URL                   deliver every account's events there
          --webhook-secret whsec_...      sign the deliveries with this secret
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var host = await SandboxHost.StartAsync(Read(args));
            Console.WriteLine($"Stripe sandbox at {host.Address} (any sk_test_ key is an account of its own; Ctrl+C stops it)");
            var stop = new TaskCompletionSource();
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            await stop.Task;
            return 0;

            void Stop(PosixSignalContext signal)
            {
                signal.Cancel = true;
                stop.TrySetResult();
            }
        }
        catch (Exception refused) when (refused is ArgumentException or SandboxRefusedException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return WrongUse;
        }
        catch (IOException failed)
        {
            await Console.Error.WriteLineAsync(failed.Message);
            return 1;
        }
    }

    private static SandboxOptions Read(string[] args)
    {
        var options = new SandboxOptions { Port = 12111 };
        for (var at = 0; at < args.Length; at += 2)
        {
            var value = at + 1 < args.Length ? args[at + 1] : throw new ArgumentException(Usage);
            options = args[at] switch
            {
                "--urls" => options with { Port = PortOf(value) },
                "--public-url" => options with { PublicUrl = PublicUrlOf(value) },
                "--data" => options with { DataDirectory = Path.GetFullPath(value) },
                "--webhook" => options with { WebhookUrl = value },
                "--webhook-secret" => options with { WebhookSecret = value },
                _ => throw new ArgumentException($"Unknown option {args[at]}.\n{Usage}"),
            };
        }

        return options.WebhookUrl is null == options.WebhookSecret is null
            ? options
            : throw new ArgumentException("--webhook and --webhook-secret belong together.");
    }

    private static int PortOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == "http" && address.IsLoopback
            ? address.Port
            : throw new ArgumentException($"--urls takes one http URL of this machine, like http://127.0.0.1:12111, not {url}.");

    private static Uri PublicUrlOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https")
            ? address
            : throw new ArgumentException($"--public-url takes an http or https URL, like http://127.0.0.1:12111, not {url}.");
}
