using BillingPortal.Core.StripeApi;
using BillingPortal.Endpoints;
using BillingPortal.StripeSandbox;

namespace BillingPortal.Hosting;

/// <summary>Starts the Stripe sandbox inside the portal's process, once the portal listens for its webhooks, and points the Stripe client at it.</summary>
public sealed class SandboxStartup(PortalHostOptions host, StripeOptions stripe, IConfiguration configuration, TimeProvider time, ILogger<SandboxStartup> logger) : IAsyncDisposable
{
    private const string AddressFile = "stripe-sandbox.address";
    private SandboxHost? sandbox;

    /// <summary>Where the sandbox serves Stripe's API and its hosted pages; null until it is started.</summary>
    public Uri? Address => sandbox?.Address;

    /// <param name="portal">Where the sandbox delivers webhooks; null for a command, which takes none.</param>
    public async Task StartAsync(Uri? portal, CancellationToken cancellation)
    {
        var options = new SandboxOptions
        {
            Port = host.SandboxPort,
            DataDirectory = Path.Combine(host.DataDirectory, "stripe-sandbox"),
            WebhookUrl = portal is null ? null : new Uri(portal, WebhookEndpoints.Path).AbsoluteUri,
            WebhookSecret = configuration["Webhooks:Secret"],
            Time = time,
        };
        try
        {
            sandbox = await SandboxHost.StartAsync(options, cancellation);
        }
        catch (IOException) when (host.SandboxPort != 0)
        {
            logger.LogWarning("Port {Port} is taken; the sandbox takes a free one", host.SandboxPort);
            sandbox = await SandboxHost.StartAsync(options with { Port = 0 }, cancellation);
        }

        stripe.ApiBase = sandbox.Address.GetLeftPart(UriPartial.Authority);
        await File.WriteAllTextAsync(Path.Combine(host.DataDirectory, AddressFile), stripe.ApiBase, cancellation);
    }

    /// <summary>For a command: uses the sandbox of a portal that runs on the same data, else starts one for the length of the command.</summary>
    public async Task FindOrStartAsync(CancellationToken cancellation)
    {
        var file = Path.Combine(host.DataDirectory, AddressFile);
        if (File.Exists(file) && Uri.TryCreate((await File.ReadAllTextAsync(file, cancellation)).Trim(), UriKind.Absolute, out var known) && await AnswersAsync(known, cancellation))
            stripe.ApiBase = known.GetLeftPart(UriPartial.Authority);
        else
            await StartAsync(null, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (sandbox is null)
            return;
        await sandbox.DisposeAsync();
        File.Delete(Path.Combine(host.DataDirectory, AddressFile));
    }

    private static async Task<bool> AnswersAsync(Uri address, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", SandboxConfiguration.SecretKey);
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "/v1/products?limit=1"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
