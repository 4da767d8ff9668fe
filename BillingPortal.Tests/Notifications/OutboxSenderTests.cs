using BillingPortal.Core.Data;
using BillingPortal.Core.Notifications;
using BillingPortal.Tests.Databases;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Tests.Notifications;

public sealed class OutboxSenderTests
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_mail_is_rendered_sent_once_and_kept_as_sent(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await room.EnqueueAsync(OutboxRoom.Greeting("trial_started:sub_1"));
        (await room.Sender().SendDueAsync(CancellationToken.None)).ShouldBe(1);
        (await room.Sender().SendDueAsync(CancellationToken.None)).ShouldBe(0);

        var mail = room.Recorder.Taken.ShouldHaveSingleItem();
        (mail.From, mail.To).ShouldBe(("Billing <billing@shop.example>", "ann@shop.example"));
        mail.Body.Subject.ShouldBe("Hello, Bcc: Ann <Smith>", "a line break in a subject would begin another header");
        mail.Body.Html.ShouldContain("Welcome, Ann &lt;Smith&gt;");
        mail.Body.Html.ShouldContain("prefers-color-scheme: dark");
        mail.Body.Text.ShouldContain("Welcome, Ann <Smith>");
        mail.Body.Text.ShouldContain("https://shop.example/billing?a=1&b=2");

        var row = await room.SingleRowAsync();
        (row.Status, row.Attempts, row.SentAt).ShouldBe((OutboxStatus.Sent, 1, room.Time.GetUtcNow()));
        (await room.Queries.GetAsync(row.Id, CancellationToken.None))!.Mail!.Text.ShouldBe(mail.Body.Text);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_refused_mail_is_tried_again_after_30_60_and_120_seconds_and_then_given_up(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        room.Recorder.Before = _ => throw new MailRefusedException("451 try later");
        await room.EnqueueAsync(OutboxRoom.Greeting("key"));
        foreach (var pause in new[] { 30, 60, 120 })
        {
            (await room.Sender().SendDueAsync(CancellationToken.None)).ShouldBe(1);
            (await room.SingleRowAsync()).NextAttemptAt.ShouldBe(room.Time.GetUtcNow().AddSeconds(pause));
            room.Time.Advance(TimeSpan.FromSeconds(pause - 1));
            (await room.Sender().SendDueAsync(CancellationToken.None)).ShouldBe(0);
            room.Time.Advance(TimeSpan.FromSeconds(1));
        }

        (await room.Sender().SendDueAsync(CancellationToken.None)).ShouldBe(1);
        var row = await room.SingleRowAsync();
        (row.Status, row.Attempts, row.NextAttemptAt).ShouldBe((OutboxStatus.Failed, 4, (DateTimeOffset?)null));
        row.LastError.ShouldBe("MailRefusedException: 451 try later");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_poisoned_mail_never_stops_its_neighbours(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await room.EnqueueAsync(
            new Notice("broken", "1", null, "ann@shop.example", new { }), new Notice("unheard_of", "2", null, "ann@shop.example", new { }),
            OutboxRoom.Greeting("3", to: "not an address"), OutboxRoom.Greeting("4"));
        room.Recorder.Before = mail => mail.To.Contains('@') ? Task.CompletedTask : throw new FormatException("no address");
        await room.Sender().SendDueAsync(CancellationToken.None);
        room.Recorder.Taken.ShouldHaveSingleItem().To.ShouldBe("ann@shop.example");
        (await room.RowsAsync()).Count(row => row is { Status: OutboxStatus.Pending, Attempts: 1, LastError: not null }).ShouldBe(3);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Several_replicas_send_each_mail_once(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await room.EnqueueAsync([.. Enumerable.Range(0, 30).Select(index => OutboxRoom.Greeting($"key {index}"))]);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var sender = room.Sender();
            while (await sender.SendDueAsync(CancellationToken.None) > 0)
            {
                // Until this replica finds nothing more to take.
            }
        })));
        room.Recorder.Taken.Count.ShouldBe(30);
        room.Recorder.Taken.Select(mail => mail.MessageId).Distinct().Count().ShouldBe(30);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task At_a_start_on_SQLite_the_dead_hold_no_mail_on_PostgreSQL_another_replica_may(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await room.EnqueueAsync(OutboxRoom.Greeting("key"));
        var lease = new OutboxLease(room.Database, new(), room.Time);
        await lease.TakeAsync(CancellationToken.None); // taken, and never heard of again
        await lease.ForgetTheDeadAsync(CancellationToken.None);
        (await room.Sender().SendDueAsync(CancellationToken.None)).ShouldBe(kind is DatabaseKind.Sqlite ? 1 : 0);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_mail_whose_sender_died_goes_out_after_the_lease_under_the_same_message_id(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await room.EnqueueAsync(OutboxRoom.Greeting("key"));
        var dies = new RecordingMailer();
        await new OutboxLease(room.Database, new(), room.Time).TakeAsync(CancellationToken.None); // taken, and never heard of again
        (await room.Sender(dies).SendDueAsync(CancellationToken.None)).ShouldBe(0);
        room.Time.Advance(OutboxLease.Length);
        await room.Sender().SendDueAsync(CancellationToken.None);

        await using var db = room.Database.CreateDbContext();
        await db.OutboxMessages.ExecuteUpdateAsync(row => row.SetProperty(message => message.Status, OutboxStatus.Pending)
            .SetProperty(message => message.NextAttemptAt, room.Time.GetUtcNow())); // as if the note of the sending had been lost
        await room.Sender().SendDueAsync(CancellationToken.None);
        room.Recorder.Taken.Count.ShouldBe(2);
        room.Recorder.Taken.Select(mail => mail.MessageId).Distinct().ShouldHaveSingleItem().ShouldEndWith("@shop.example>");
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_sender_that_is_told_to_stop_gives_its_mail_back_at_once(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await room.EnqueueAsync(OutboxRoom.Greeting("key"));
        using var stop = new CancellationTokenSource();
        room.Recorder.Before = _ =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        };
        await Should.ThrowAsync<OperationCanceledException>(() => room.Sender().SendDueAsync(stop.Token));
        room.Recorder.Before = null;
        await room.Sender().SendDueAsync(CancellationToken.None);
        (await room.SingleRowAsync()).Attempts.ShouldBe(1);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_sign_in_link_is_never_in_the_mail_log_and_is_wiped_once_sent(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await room.EnqueueAsync(new Notice("sign_in", "key", null, "ann@shop.example", new { name = "s3cret" }));
        await room.Sender().SendDueAsync(CancellationToken.None);
        room.Recorder.Taken.ShouldHaveSingleItem().Body.Text.ShouldContain("token=s3cret");
        var row = await room.SingleRowAsync();
        row.Subject.ShouldBe("Your sign-in link");
        (await room.Queries.GetAsync(row.Id, CancellationToken.None))!.Mail.ShouldBeNull();
        await using var db = room.Database.CreateDbContext();
        var stored = await db.OutboxMessages.SingleAsync();
        $"{stored.DataJson}{stored.Html}{stored.Text}".ShouldNotContain("s3cret");
        (await room.Queries.CaughtForAsync("ann@shop.example", CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Caught_mail_stays_readable_so_that_the_sandbox_can_show_the_link(DatabaseKind kind)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        room.Options.CatchMail = true;
        await room.EnqueueAsync(new Notice("sign_in", "first", null, "ann@shop.example", new { name = "" }), OutboxRoom.Greeting("second"), OutboxRoom.Greeting("third", "bob@shop.example"));
        await room.Sender().SendDueAsync(CancellationToken.None);
        var caught = await room.Queries.CaughtForAsync("ann@shop.example", CancellationToken.None);
        caught.Select(mail => mail.Row.OnceKey).ShouldBe(["second", "first"]);
        caught[1].Mail!.Text.ShouldContain("token=s3cret");
    }

    [Fact]
    public async Task The_worker_sends_as_soon_as_the_change_is_committed_and_not_only_by_its_poll()
    {
        await using var room = await OutboxRoom.OpenAsync(DatabaseKind.Sqlite);
        var sent = new TaskCompletionSource();
        room.Recorder.Before = _ =>
        {
            sent.TrySetResult();
            return Task.CompletedTask;
        };
        using var worker = new OutboxWorker(room.Sender(), new OutboxLease(room.Database, new(), room.Time), room.Signal, room.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<OutboxWorker>.Instance);
        await worker.StartAsync(CancellationToken.None);
        await room.EnqueueAsync(OutboxRoom.Greeting("key"));
        await sent.Task.WaitAsync(TimeSpan.FromSeconds(60)); // the clock stands still, so no poll can have come
        await worker.StopAsync(CancellationToken.None);
    }
}
