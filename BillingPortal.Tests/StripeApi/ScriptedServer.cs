using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Tests.StripeApi;

/// <summary>What one request looked like on the wire.</summary>
public sealed record SeenRequest(string Method, string PathAndQuery, string Body, IHeaderDictionary Headers)
{
    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>The parameters wherever they were: the form of a POST, the query of the others.</summary>
    public Dictionary<string, Microsoft.Extensions.Primitives.StringValues> Parameters =>
        QueryHelpers.ParseQuery(Method == "POST" ? Body : PathAndQuery.Contains('?', StringComparison.Ordinal) ? PathAndQuery[PathAndQuery.IndexOf('?', StringComparison.Ordinal)..] : "");
}

/// <summary>A real HTTP server that gives the answers of a script, one for each request, and remembers what it was asked.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> script = new();

    private ScriptedServer(WebApplication app) => this.app = app;

    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    public Uri Address => new(app.Urls.Single());

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new ScriptedServer(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    /// <summary>Adds an answer; headers are written as <c>name: value</c>.</summary>
    public ScriptedServer Answers(int status, string body, params string[] headers)
    {
        script.Enqueue(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            foreach (var header in headers)
                context.Response.Headers[header.Split(": ")[0]] = header.Split(": ")[1];
            await context.Response.WriteAsync(body);
        });
        return this;
    }

    /// <summary>The next request is cut off without an answer.</summary>
    public ScriptedServer CutsOff()
    {
        script.Enqueue(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        return this;
    }

    /// <summary>The next request waits until its sender gives up.</summary>
    public ScriptedServer NeverAnswers()
    {
        script.Enqueue(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        return this;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue(new SeenRequest(context.Request.Method, context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget, body, new HeaderDictionary(context.Request.Headers.ToDictionary())));
        if (script.TryDequeue(out var answer))
            await answer(context);
        else
            context.Response.StatusCode = StatusCodes.Status418ImATeapot;
    }
}
