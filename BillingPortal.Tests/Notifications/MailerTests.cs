using System.Text.Json;
using BillingPortal.Core.Data;
using BillingPortal.Core.Notifications;
using BillingPortal.Tests.Databases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Tests.Notifications;

public sealed class MailerTests
{
    private static readonly OutgoingMail Mail = new("<abc@shop.example>", "Billing <billing@shop.example>", "ann@shop.example", new RenderedMail("Grüße", "<p>Hallo Ännchen</p>", "Hallo Ännchen"));

    [Fact]
    public async Task SMTP_gets_both_parts_the_message_id_and_letters_beyond_ASCII()
    {
        await using var server = new SmtpListener();
        await new SmtpMailer(OptionsFor(server)).SendAsync(Mail, CancellationToken.None);
        var message = server.Messages.ShouldHaveSingleItem();
        message.ShouldContain("Message-ID: <abc@shop.example>", Case.Insensitive);
        message.ShouldContain("multipart/alternative");
        server.Recipients.ShouldHaveSingleItem().ShouldContain("<ann@shop.example>");
        MimeParts.Of(message).Select(part => part.Trim()).ShouldBe(["Hallo Ännchen", "<p>Hallo Ännchen</p>"]);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite, SmtpMood.AnswersTryLater)]
    [InlineData(DatabaseKind.Sqlite, SmtpMood.DropsTheConnectionInTheMiddle)]
    [InlineData(DatabaseKind.Postgres, SmtpMood.AnswersTryLater)]
    [InlineData(DatabaseKind.Postgres, SmtpMood.DropsTheConnectionInTheMiddle)]
    public async Task A_mail_server_in_a_bad_mood_gets_the_mail_when_it_is_better(DatabaseKind kind, SmtpMood mood)
    {
        await using var room = await OutboxRoom.OpenAsync(kind);
        await using var server = new SmtpListener { Mood = mood };
        var sender = room.Sender(new SmtpMailer(OptionsFor(server)));
        await room.EnqueueAsync(OutboxRoom.Greeting("key"));
        await sender.SendDueAsync(CancellationToken.None);
        (await room.SingleRowAsync()).LastError.ShouldNotBeNull();
        server.Messages.ShouldBeEmpty();

        server.Mood = SmtpMood.TakesMail;
        room.Time.Advance(TimeSpan.FromSeconds(30));
        await sender.SendDueAsync(CancellationToken.None);
        server.Messages.ShouldHaveSingleItem();
        (await room.SingleRowAsync()).Status.ShouldBe(OutboxStatus.Sent);
    }

    [Fact]
    public async Task Nobody_listening_is_a_failed_attempt_and_nothing_worse()
    {
        await using var room = await OutboxRoom.OpenAsync(DatabaseKind.Sqlite);
        var gone = new SmtpListener();
        var options = OptionsFor(gone);
        await gone.DisposeAsync();
        await room.EnqueueAsync(OutboxRoom.Greeting("key"));
        await room.Sender(new SmtpMailer(options)).SendDueAsync(CancellationToken.None);
        (await room.SingleRowAsync()).Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Resend_gets_key_recipient_and_an_idempotency_key_that_stays()
    {
        var seen = new List<(string? Authorization, string? Key, JsonElement Body)>();
        await using var api = await StartApiAsync(async context =>
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
            seen.Add((context.Request.Headers.Authorization, context.Request.Headers["Idempotency-Key"], body));
            await context.Response.WriteAsJsonAsync(new { id = "mail_1" });
        });
        using var http = new HttpClient();
        var mailer = new ResendMailer(http, new EmailOptions { Provider = "resend", ApiKey = "re_test_1", ApiBase = api.Urls.Single() });
        await mailer.SendAsync(Mail, CancellationToken.None);
        await mailer.SendAsync(Mail, CancellationToken.None);
        seen.Select(call => call.Key).Distinct().ShouldHaveSingleItem().ShouldBe("abc@shop.example");
        seen[0].Authorization.ShouldBe("Bearer re_test_1");
        seen[0].Body.GetProperty("to")[0].GetString().ShouldBe("ann@shop.example");
        seen[0].Body.GetProperty("html").GetString().ShouldBe("<p>Hallo Ännchen</p>");
    }

    [Fact]
    public async Task A_refusal_of_Resend_says_why()
    {
        await using var api = await StartApiAsync(context =>
        {
            context.Response.StatusCode = 422;
            return context.Response.WriteAsJsonAsync(new { name = "validation_error", message = "The domain is not verified." });
        });
        using var http = new HttpClient();
        var mailer = new ResendMailer(http, new EmailOptions { Provider = "resend", ApiKey = "re_test_1", ApiBase = api.Urls.Single() });
        (await Should.ThrowAsync<MailRefusedException>(() => mailer.SendAsync(Mail, CancellationToken.None))).Message
            .ShouldBe("Resend answered 422: The domain is not verified.");
    }

    [Fact]
    public void Every_bad_mail_setting_is_named_at_once_and_no_secret_is_repeated()
    {
        var problems = new EmailOptions { Provider = "smtp", SmtpPort = 0, SmtpPassword = "hunter2", FromAddress = "nobody" }.Problems().ToList();
        problems.Select(problem => problem.Split(' ')[0]).ShouldBe(["SMTP_HOST", "SMTP_PORT", "SMTP_USERNAME", "EMAIL_FROM_ADDRESS"]);
        string.Concat(problems).ShouldNotContain("hunter2");
        new EmailOptions().Problems().ShouldBeEmpty();
        new EmailOptions { Provider = "pigeon" }.Problems().ShouldHaveSingleItem().ShouldStartWith("EMAIL_PROVIDER");
        new EmailOptions { Provider = "resend" }.Problems().ShouldHaveSingleItem().ShouldStartWith("EMAIL_API_KEY");
    }

    private static EmailOptions OptionsFor(SmtpListener server) => new() { Provider = "smtp", SmtpHost = "127.0.0.1", SmtpPort = server.Port };

    private static async Task<WebApplication> StartApiAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapPost("/emails", answer);
        await app.StartAsync();
        return app;
    }
}
