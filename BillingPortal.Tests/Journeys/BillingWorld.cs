using BillingPortal.Core;
using BillingPortal.Core.Audit;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Notifications;
using BillingPortal.Core.Primitives;
using BillingPortal.StripeSandbox;
using BillingPortal.Tests.Conformance;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Tests.Journeys;

/// <summary>The whole domain library on a real database, with the real sandbox behind it when a test asks for one. No host, so a test decides when what runs.</summary>
public sealed class BillingWorld : IAsyncDisposable
{
    public const string WebhookSecret = "whsec_journeys0123456789";

    private readonly ConformanceJudge? judge = StripeDescription.IfPresent is { } description ? new ConformanceJudge(description) : null;
    private readonly ServiceProvider services;
    private readonly Dictionary<string, string?> settings;

    private BillingWorld(TestDatabase database, SandboxHost? sandbox, TimeProvider time, Dictionary<string, string?> settings)
    {
        (Database, Sandbox, Clock, this.settings) = (database, sandbox, time, settings);
        services = Build();
    }

    public TestDatabase Database { get; }

    public SandboxHost? Sandbox { get; }

    public TimeProvider Clock { get; }

    public FakeTime Time => (FakeTime)Clock;

    /// <param name="time">Null stands still at the fake clock's beginning.</param>
    public static async Task<BillingWorld> CreateAsync(DatabaseKind kind, bool sandbox = false, TimeProvider? time = null, params (string Key, string? Value)[] overrides)
    {
        time ??= new FakeTime();
        var host = sandbox ? await SandboxHost.StartAsync(new SandboxOptions { Time = time }) : null;
        var database = await TestDatabase.CreateAsync(kind);
        var chosen = new Dictionary<string, string?>
        {
            ["Database:Url"] = database.Url,
            ["Stripe:SecretKey"] = "sk_test_journeys",
            ["Stripe:ApiBase"] = host?.Address.AbsoluteUri ?? "http://127.0.0.1:9",
            ["Webhooks:Secrets"] = WebhookSecret,
            ["App:BaseUrl"] = "http://127.0.0.1:5000",
            ["Catalog:PlansPath"] = Path.Combine(RepositoryRoot.Path, "BillingPortal", "plans.yaml"),
        };
        foreach (var (key, value) in overrides)
            chosen[key] = value;
        return new BillingWorld(database, host, time, chosen);
    }

    /// <summary>A second process on the same database and the same Stripe, such as after a crash or beside a replica.</summary>
    public BillingWorld Another(params (string Key, string? Value)[] overrides)
    {
        var changed = new Dictionary<string, string?>(settings);
        foreach (var (key, value) in overrides)
            changed[key] = value;
        return new BillingWorld(Database, Sandbox, Clock, changed) { Borrowed = true };
    }

    private bool Borrowed { get; init; }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public BillingDb Db() => Database.CreateDbContext();

    /// <summary>What a handler or a projection needs around it: one transaction, one save, one commit.</summary>
    public async Task InTransactionAsync(Func<BillingDb, Task> work)
    {
        await using var db = Db();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await work(db);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <summary>An organization with one owner, who has an e-mail address.</summary>
    public async Task<OrganizationId> OrganizationAsync(string name = "Example Works", string email = "owner@example.com")
    {
        var user = new PortalUser { Id = Guid.NewGuid(), UserName = email, Email = email, NormalizedEmail = email.ToUpperInvariant(), DisplayName = "Owner" };
        await using (var db = Db())
        {
            db.Users.Add(user);
            await db.SaveChangesAsync();
        }

        return (await Get<OrganizationService>().CreateAsync(user.Id, name, CancellationToken.None)).Value!.OrganizationId;
    }

    /// <summary>Ties a customer to the organization, as a checkout would have done.</summary>
    public Task LinkCustomerAsync(OrganizationId organization, string customer) => InTransactionAsync(async db =>
        (await db.Organizations.SingleAsync(row => row.Id == organization)).CustomerId = new CustomerId(customer));

    /// <summary>Prices as a sync would have left them, for tests without Stripe.</summary>
    public async Task SellAsync(params (string Id, string Plan, BillingInterval Interval, long AmountMinor)[] prices)
    {
        await InTransactionAsync(db =>
        {
            foreach (var (id, plan, interval, amount) in prices)
            {
                db.CatalogPrices.Add(new CatalogPrice
                {
                    Id = new PriceId(id), LookupKey = LookupKeys.For(new PlanCode(plan), interval, Currency.Usd, Currency.Usd), Plan = new PlanCode(plan), Interval = interval,
                    Currency = Currency.Usd, UnitAmountMinor = amount, Active = true, SyncedAt = Clock.GetUtcNow(),
                });
            }

            return Task.CompletedTask;
        });
    }

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync(string action)
    {
        await using var db = Db();
        return await db.AuditEntries.Where(entry => entry.Action == action).OrderBy(entry => entry.Id).ToListAsync();
    }

    public async Task<IReadOnlyList<OutboxMessage>> MailsAsync()
    {
        await using var db = Db();
        return await db.OutboxMessages.OrderBy(message => message.Id).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (Borrowed)
            return;
        if (Sandbox is not null)
            await Sandbox.DisposeAsync();
        await Database.DisposeAsync();
        string.Join('\n', judge?.Violations.Keys ?? []).ShouldBeEmpty("Stripe knows everything that was asked and answered here");
    }

    private ServiceProvider Build()
    {
        var collection = new ServiceCollection();
        collection.AddSingleton(Clock);
        collection.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Error));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        collection.AddPortalOptions<AppOptions>(configuration, "App"); // the host's line
        collection.AddBillingCore(configuration);
        if (judge is not null)
            collection.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler(judge.Handler));
        return collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
