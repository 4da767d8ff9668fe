using System.Collections.Concurrent;
using System.Text.Json;
using BillingPortal.Core.StripeApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Tests.Conformance;

/// <summary>A merchant's webhook endpoint: takes only what our own <see cref="WebhookSignature"/> believes, and remembers it.</summary>
public sealed class WebhookListener : IAsyncDisposable
{
    public const string Secret = "whsec_listener_of_the_tests";

    private readonly WebApplication app;
    private readonly SemaphoreSlim arrivals = new(0);

    private WebhookListener(WebApplication app) => this.app = app;

    public ConcurrentQueue<string> Types { get; } = new();

    public ConcurrentQueue<string> Refused { get; } = new();

    public string Url => $"{app.Urls.Single()}/webhooks";

    public static async Task<WebhookListener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var listener = new WebhookListener(builder.Build());
        listener.app.MapPost("/webhooks", listener.TakeAsync);
        await listener.app.StartAsync();
        return listener;
    }

    /// <summary>Waits until all of these types have been delivered; the limit only ends a test that has failed.</summary>
    public async Task<IReadOnlyCollection<string>> WaitForAsync(IReadOnlyCollection<string> types)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (types.Except(Types).Any())
        {
            try
            {
                await arrivals.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return Types;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        arrivals.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var verdict = WebhookSignature.Verify(buffer.ToArray(), context.Request.Headers["Stripe-Signature"], [Secret], TimeProvider.System.GetUtcNow(), WebhookSignature.DefaultTolerance);
        if (verdict != SignatureVerdict.Valid)
        {
            Refused.Enqueue($"{verdict}: {context.Request.Headers["Stripe-Signature"]}");
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        Types.Enqueue(JsonDocument.Parse(buffer.ToArray()).RootElement.GetProperty("type").GetString()!);
        arrivals.Release();
    }
}
