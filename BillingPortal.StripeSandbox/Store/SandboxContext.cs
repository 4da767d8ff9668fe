using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Faults;

namespace BillingPortal.StripeSandbox.Store;

/// <summary>All accounts, their common clock and journal: what outlives a request.</summary>
internal sealed class SandboxContext : IAsyncDisposable
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentDictionary<string, Account> accounts = new();
    private readonly SandboxOptions options;
    private readonly FileStream? directoryLock;
    private Journal? journal;
    private long clockOffset;

    public SandboxContext(SandboxOptions options)
    {
        this.options = options;
        Faults = new FaultDesk(options.Time);
        if (options.DataDirectory is { } directory)
        {
            Directory.CreateDirectory(directory);
            directoryLock = Journal.LockDirectory(directory);
            foreach (var line in Journal.Read(directory))
            {
                Restore(line);
            }

            Journal.Rewrite(directory, Snapshot(accounts.Values).Lines);
            journal = Journal.Open(directory, Compaction);
        }

        foreach (var account in accounts.Values)
        {
            AddConfiguredEndpoint(account);
        }
    }

    /// <summary>The address that links in objects and pages use. Set once the port is known.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1");

    /// <summary>The API's operations, for the hosted pages that act through them.</summary>
    public Wire.RouteTable Api { get; set; } = new();

    public DeliverySignal Deliveries { get; } = new();

    /// <summary>What is made to go wrong at the moment.</summary>
    public FaultDesk Faults { get; }

    public IReadOnlyCollection<Account> Accounts => [.. accounts.Values];

    /// <summary>False for an account that a reset has forgotten while work on it was under way.</summary>
    public bool Has(Account account) => accounts.TryGetValue(account.Id, out var known) && ReferenceEquals(known, account);

    /// <summary>The sandbox's clock in unix seconds: the injected time plus what was travelled.</summary>
    public long Now => options.Time.GetUtcNow().ToUnixTimeSeconds() + Interlocked.Read(ref clockOffset);

    /// <summary>The account of a secret key. It is made at its first use, and found again after a restart because its id comes from the key.</summary>
    public Account Open(string secretKey)
    {
        var id = "acct_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secretKey)))[..16];
        if (accounts.TryGetValue(id, out var known))
        {
            return known;
        }

        var account = accounts.GetOrAdd(id, static (id, context) => new Account(id, context), this);
        AddConfiguredEndpoint(account);
        return account;
    }

    /// <summary>How far the sandbox's clock is ahead of the injected time.</summary>
    public long Travelled => Interlocked.Read(ref clockOffset);

    public async Task TravelAsync(long seconds)
    {
        Interlocked.Add(ref clockOffset, seconds);
        await AppendAsync(ClockLine());
    }

    /// <summary>Queues a commit for the journal. Called while the account's gate is held, so that lines keep the order of commits.</summary>
    public Task CommitAsync(Account account)
    {
        var changes = account.Commit();
        return changes.IsEmpty || journal is null ? Task.CompletedTask : journal.AppendAsync(LineOf(changes), account.Id);
    }

    /// <summary>Forgets every account; the clock returns to the present.</summary>
    public async Task ResetAsync()
    {
        accounts.Clear();
        Faults.Clear();
        Interlocked.Exchange(ref clockOffset, 0);
        if (journal is { } open)
        {
            await open.DisposeAsync();
            Journal.Rewrite(options.DataDirectory!, []);
            journal = Journal.Open(options.DataDirectory!, Compaction);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (journal is { } open)
        {
            await open.DisposeAsync();
        }

        directoryLock?.Dispose();
        Deliveries.Dispose();
    }

    private static JsonObject LineOf(ChangeSet changes) => new()
    {
        ["account"] = changes.Account,
        ["put"] = new JsonArray([.. changes.Put.Select(Serialize)]),
        ["drop"] = new JsonArray([.. changes.Drop.Select(id => JsonValue.Create(id))]),
    };

    private static JsonNode? Serialize(StripeObject row) => JsonSerializer.SerializeToNode(row, row.GetType(), Json.Journal);

    private JsonObject ClockLine() => new() { ["clock_offset"] = Interlocked.Read(ref clockOffset) };

    private Task AppendAsync(JsonObject line) => journal?.AppendAsync(line) ?? Task.CompletedTask;

    private Compaction Compaction => new(options.CompactJournalAtBytes, Freeze);

    /// <summary>Holds every gate for as long as it takes to note what there is; the notes are immutable and written out afterwards.</summary>
    private Living? Freeze(Action whileStill)
    {
        var held = new Stack<Account>();
        try
        {
            foreach (var account in accounts.Values)
            {
                // Not patient: an account that travels through a year holds its gate for as long, and its commits must go on.
                if (!account.Gate.TryEnter(ShortWait))
                {
                    return null;
                }

                held.Push(account);
            }

            whileStill();
            return Snapshot(held);
        }
        finally
        {
            while (held.TryPop(out var account))
            {
                account.Gate.Exit();
            }
        }
    }

    private Living Snapshot(IEnumerable<Account> of)
    {
        var rows = of.Select(account => (account.Id, Rows: account.Everything().ToList())).ToList();
        var clock = ClockLine();
        return new Living(
            rows.Select(account => account.Id).ToHashSet(),
            rows.SelectMany(account => account.Rows.Select(row => LineOf(new ChangeSet(account.Id, [row], [])))).Prepend(clock));
    }

    private void Restore(JsonObject line)
    {
        if (line["clock_offset"] is { } offset)
        {
            clockOffset = offset.GetValue<long>();
            return;
        }

        var id = line["account"]!.GetValue<string>();
        var account = accounts.GetOrAdd(id, static (id, context) => new Account(id, context), this);
        foreach (var row in line["put"]!.AsArray())
        {
            var kind = Kinds.Find(row!["object"]!.GetValue<string>());
            account.Restore((StripeObject)row.Deserialize(kind, Json.Journal)!);
        }

        foreach (var dropped in line["drop"]!.AsArray())
        {
            account.RestoreRemoval(dropped!.GetValue<string>());
        }
    }

    private void AddConfiguredEndpoint(Account account)
    {
        if (options.WebhookUrl is { } url)
        {
            lock (account.Gate)
            {
                account.Now = account.SandboxNow = Now;
                ConfiguredEndpoint.Ensure(account, url, options.WebhookSecret ?? throw new InvalidOperationException(
                    string.Create(CultureInfo.InvariantCulture, $"A webhook URL ({url}) needs a webhook secret, with which deliveries are signed.")));
                _ = CommitAsync(account);
            }
        }
    }
}
