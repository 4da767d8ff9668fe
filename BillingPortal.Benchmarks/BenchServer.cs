using System.Buffers;
using BillingPortal.Core;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Webhooks;
using BillingPortal.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Benchmarks;

/// <summary>Which code answers the same request in the same Kestrel.</summary>
internal enum Contestant
{
    /// <summary>Floor: verifies the signature and stores nothing.</summary>
    StoresNothing,

    /// <summary>Floor: verifies, then one raw insert and one commit for each event.</summary>
    CommitsEach,

    /// <summary>The portal's own endpoint and receiver.</summary>
    Portal,
}

/// <summary>Kestrel on a free loopback port with one of the contestants behind the webhook's path. Nothing processes what is stored.</summary>
internal static class BenchServer
{
    public static async Task<WebApplication> StartAsync(Contestant contestant, string databaseUrl)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Error);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Database:Url"] = databaseUrl, ["Webhooks:Secret"] = SignedRequests.Secret, ["Webhooks:ToleranceSeconds"] = "36000",
        });
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IdGenerator>().AddSingleton(StripeEventRoutes.Table);
        builder.Services.AddData(builder.Configuration).AddWebhooks(builder.Configuration);
        foreach (var worker in builder.Services.Where(line => line.ServiceType == typeof(IHostedService) && line.ImplementationType == typeof(InboxWorker)).ToList())
            builder.Services.Remove(worker); // intake alone is measured
        builder.Services.AddSingleton<CommitPerEvent>();

        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        if (contestant == Contestant.Portal)
            app.MapWebhooks();
        else
            app.MapPost(SignedRequests.Path, (HttpContext context, CommitPerEvent store) => FloorAsync(context, contestant == Contestant.CommitsEach ? store : null)).ShortCircuit();
        await app.StartAsync();
        return app;
    }

    private static async Task<IResult> FloorAsync(HttpContext context, CommitPerEvent? store)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)context.Request.ContentLength!.Value);
        try
        {
            var length = 0;
            while (await context.Request.Body.ReadAsync(buffer.AsMemory(length)) is var read and > 0)
                length += read;
            var time = TimeProvider.System.GetUtcNow();
            if (WebhookSignature.Verify(buffer.AsSpan(0, length), context.Request.Headers["Stripe-Signature"], [SignedRequests.Secret], time, TimeSpan.FromHours(10)) != SignatureVerdict.Valid)
                return Results.BadRequest();
            if (store is not null)
                await store.InsertAsync(EventHead.Read(buffer.AsSpan(0, length))!, System.Text.Encoding.UTF8.GetString(buffer, 0, length), time);
            return Results.Ok(new WebhookAnswer(true, false, false));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
