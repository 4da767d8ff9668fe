using BillingPortal.Core.Data;
using BillingPortal.Core.Notifications;
using BillingPortal.Core.Primitives;
using BillingPortal.Tests.Databases;
using BillingPortal.Tests.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace BillingPortal.Tests.Notifications;

/// <summary>An outbox with its sender over a fresh database, as a host would wire it, with time in hand.</summary>
public sealed class OutboxRoom : IAsyncDisposable
{
    private OutboxRoom(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public FakeTime Time { get; } = new();

    public OutboxSignal Signal { get; } = new();

    public EmailOptions Options { get; } = new() { FromAddress = "Billing <billing@shop.example>" };

    public RecordingMailer Recorder { get; } = new();

    public Outbox Outbox => new(Signal, Time, NullLogger<Outbox>.Instance);

    public OutboxQueries Queries => new(Database, Options);

    public static async Task<OutboxRoom> OpenAsync(DatabaseKind kind) => new(await TestDatabase.CreateAsync(kind));

    /// <summary>A sender as another replica would have one.</summary>
    public OutboxSender Sender(IMailer? mailer = null)
    {
        var scopes = new ServiceCollection().AddLogging().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>();
        var renderer = new MailRenderer(scopes, NullLoggerFactory.Instance);
        var templates = new NoticeTemplates([new GreetingNotice(renderer), new SignInLinkNotice(renderer), new BrokenNotice()]);
        return new OutboxSender(new OutboxLease(Database, new IdGenerator(), Time), templates, mailer ?? Recorder, Options, Time, NullLogger<OutboxSender>.Instance);
    }

    public async Task EnqueueAsync(params Notice[] notices)
    {
        await using var db = Database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        foreach (var notice in notices)
            await Outbox.EnqueueAsync(db, notice, CancellationToken.None);
        await transaction.CommitAsync();
    }

    public async Task<IReadOnlyList<OutboxRow>> RowsAsync() => (await Queries.ListAsync(new OutboxFilter(), CancellationToken.None)).Rows;

    public async Task<OutboxRow> SingleRowAsync() => (await RowsAsync()).ShouldHaveSingleItem();

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    public static Notice Greeting(string key, string? to = "ann@shop.example") => new("greeting", key, new OrganizationId("org_1"), to, new { name = "Ann <Smith>" });
}

/// <summary>The mail system as a seam: remembers what it took, and refuses on demand.</summary>
public sealed class RecordingMailer : IMailer
{
    private readonly Lock gate = new();

    public List<OutgoingMail> Taken { get; } = [];

    public Func<OutgoingMail, Task>? Before { get; set; }

    public async Task SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        if (Before is not null)
            await Before(mail);
        lock (gate)
            Taken.Add(mail);
    }
}

internal sealed record NameData(string Name);

internal sealed class GreetingNotice(MailRenderer renderer) : RazorNotice<NameData>(renderer)
{
    public override string Kind => "greeting";

    protected override MailContent Write(NameData data) => new($"Hello,\r\nBcc: {data.Name}", $"Welcome, {data.Name}")
    {
        Paragraphs = ["Your trial of Team has started."], Facts = [new MailFact("Trial ends", "15 March 2026")],
        Action = new MailAction("Open billing", "https://shop.example/billing?a=1&b=2"), Footnote = "You get this mail because you own the organization.",
    };
}

internal sealed class SignInLinkNotice(MailRenderer renderer) : RazorNotice<NameData>(renderer)
{
    public override string Kind => "sign_in";

    public override bool Sensitive => true;

    protected override MailContent Write(NameData data) => new("Your sign-in link", "Sign in") { Action = new MailAction("Sign in", "https://shop.example/in?token=s3cret") };
}

internal sealed class BrokenNotice : INoticeTemplate
{
    public string Kind => "broken";

    public ValueTask<RenderedMail> RenderAsync(string dataJson, CancellationToken cancellation) => throw new FormatException("The template does not fit its data.");
}
