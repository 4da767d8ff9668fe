using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Tests.Sandbox.Events;

/// <summary>A merchant's endpoint that answers as the test says and hands over every delivery as it came.</summary>
public sealed class HookListener : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<Arrival> arrivals = Channel.CreateUnbounded<Arrival>();
    private int count;

    private HookListener(WebApplication app) => this.app = app;

    /// <summary>The status for the nth delivery, counted from 1.</summary>
    public Func<int, int> Answer { get; set; } = _ => 200;

    public string Url => $"{app.Urls.Single()}/hook";

    public int Count => Volatile.Read(ref count);

    public static async Task<HookListener> StartAsync(string url = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var listener = new HookListener(builder.Build());
        listener.app.MapPost("/hook", (RequestDelegate)listener.TakeAsync);
        await listener.app.StartAsync();
        return listener;
    }

    /// <summary>The next delivery; the limit only ends a test that has failed.</summary>
    public async Task<Arrival> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await arrivals.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        context.Response.StatusCode = Answer(Interlocked.Increment(ref count));
        await arrivals.Writer.WriteAsync(new Arrival(body, context.Request.Headers["Stripe-Signature"].ToString(), JsonDocument.Parse(body).RootElement));
        await context.Response.CompleteAsync();
    }

    public sealed record Arrival(string Body, string Signature, JsonElement Event);
}
