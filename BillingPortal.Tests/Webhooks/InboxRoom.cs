using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Webhooks;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Webhooks;

/// <summary>The webhook folder as the container wires it, over a fresh database, with time in hand and the test's own table of routes.</summary>
public sealed class InboxRoom : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private InboxRoom(string databaseUrl, FakeTime time, IEnumerable<EventRoute> routes, string allowed)
    {
        Time = time;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Database:Url"] = databaseUrl, ["Webhooks:Secret"] = SignedEvent.Secret, ["Webhooks:Secrets"] = "whsec_the_next_one",
            ["Webhooks:AllowedEvents"] = allowed, ["Stripe:ApiBase"] = "http://127.0.0.1:9",
        }).Build();
        var collection = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(time).AddSingleton<IdGenerator>();
        collection.AddStripeApi(configuration);
        collection.AddData(configuration).AddAudit(configuration).AddWebhooks(configuration);
        collection.AddSingleton(new EventRoutes(routes));
        collection.AddSingleton<ReplayRecorder>(provider => (db, eventId, actor) => provider.GetRequiredService<AuditLog>().Append(db, "webhook.replayed", actor, null, eventId));
        services = collection.BuildServiceProvider();
    }

    public FakeTime Time { get; }

    public WebhookReceiver Receiver => services.GetRequiredService<WebhookReceiver>();

    public InboxProcessor Processor => services.GetRequiredService<InboxProcessor>();

    public InboxQueries Queries => services.GetRequiredService<InboxQueries>();

    public IDbContextFactory<BillingDb> Databases => services.GetRequiredService<IDbContextFactory<BillingDb>>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>One process of the portal; open several over one database to have replicas.</summary>
    public static InboxRoom Open(TestDatabase database, FakeTime time, IEnumerable<EventRoute>? routes = null, string allowed = "") =>
        new(database.Url, time, routes ?? [EventRoute.For<FakeObject>("customer.updated", (_, id, _) => Task.FromResult(new FakeObject { Id = id }), "A test's route.")], allowed);

    public Task<WebhookReceipt> ReceiveAsync(string json) => ReceiveAsync(SignedEvent.Of(json, Time.GetUtcNow()));

    public Task<WebhookReceipt> ReceiveAsync(SignedEvent signed) => Receiver.ReceiveAsync(signed.Body, signed.Header, CancellationToken.None);

    /// <summary>Looks until nothing is due any more, as the worker does.</summary>
    public async Task ProcessAsync()
    {
        while (await Processor.ProcessDueAsync(CancellationToken.None) > 0)
        {
            // One look takes a limited number.
        }
    }

    public async Task<IReadOnlyList<InboxEvent>> EventsAsync()
    {
        await using var db = Databases.CreateDbContext();
        return await db.InboxEvents.AsNoTracking().OrderBy(row => row.Id).ToListAsync();
    }

    public async Task<InboxEvent> SingleEventAsync() => (await EventsAsync()).ShouldHaveSingleItem();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

/// <summary>What a test's routes fetch: an id and a state.</summary>
public sealed record FakeObject : Core.StripeApi.Wire.IStripeObject
{
    public required string Id { get; init; }

    public string? State { get; init; }
}
