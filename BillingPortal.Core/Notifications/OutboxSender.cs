using System.Security.Cryptography;
using System.Text;
using BillingPortal.Core.Primitives;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Notifications;

/// <summary>One round of sending: take due mails, render each, hand it to the mailer, write down what became of it.</summary>
/// <remarks>
/// A process can die between the mailer's yes and our note of it; then the mail goes out again when the lease ends. No mail system can
/// exclude that. Both carry the same Message-ID (on Resend also the same idempotency key), by which receivers drop the second.
/// </remarks>
public sealed class OutboxSender(OutboxLease lease, NoticeTemplates templates, IMailer mailer, EmailOptions options, TimeProvider time, ILogger<OutboxSender> logger)
{
    public const int Parallelism = 4;

    public static readonly TimeSpan PerMail = TimeSpan.FromSeconds(60);

    /// <summary>Returns how many mails were taken in this round; 0 when nothing was due.</summary>
    public async Task<int> SendDueAsync(CancellationToken cancellation)
    {
        var due = await lease.TakeAsync(cancellation);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation }, async (message, stop) => await SendAsync(message, stop));
        return due.Count;
    }

    private async Task SendAsync(OutboxMessage message, CancellationToken cancellation)
    {
        INoticeTemplate? template = null;
        RenderedMail? mail = null;
        using var patience = new CancellationTokenSource(PerMail, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            template = templates.Find(message.Kind);
            mail = await template.RenderAsync(message.DataJson, either.Token);
            await mailer.SendAsync(new OutgoingMail(MessageId(message.OnceKey), options.FromAddress, message.ToAddress!, mail), either.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await lease.FinishAsync(message, static _ => { }, CancellationToken.None); // we are stopping: somebody else may take it at once
            throw;
        }
#pragma warning disable CA1031 // Whatever a template or a mail server does wrong concerns this mail only.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            await FailedAsync(message, template, failure);
            return;
        }

        // Not cancellable: the mail is out, and this note is what keeps it from going out twice.
        await lease.FinishAsync(message, row => MarkSent(row, template, mail), CancellationToken.None);
        BillingMetrics.EmailSent.Add(1, new KeyValuePair<string, object?>(BillingMetrics.KindTag, message.Kind));
        logger.LogInformation("Mail {OutboxId} of kind {Kind} for organization {OrganizationId} sent", message.Id, message.Kind, message.OrganizationId);
    }

    private async Task FailedAsync(OutboxMessage message, INoticeTemplate? template, Exception failure)
    {
        var attempts = message.Attempts + 1;
        var pause = MailRetrySchedule.PauseAfter(attempts);
        var error = failure is OperationCanceledException ? $"No answer within {PerMail.TotalSeconds:0} seconds." : $"{failure.GetType().Name}: {failure.Message}";
        await lease.FinishAsync(message, row =>
        {
            (row.Attempts, row.LastError) = (attempts, error);
            (row.Status, row.NextAttemptAt) = pause is { } wait ? (OutboxStatus.Pending, time.GetUtcNow() + wait) : (OutboxStatus.Failed, (DateTimeOffset?)null);
            if (pause is null)
                WipeIfSensitive(row, template);
        }, CancellationToken.None);
        BillingMetrics.EmailFailed.Add(1, new KeyValuePair<string, object?>(BillingMetrics.KindTag, message.Kind));

        // Only the error's type: mail servers repeat addresses in their words, and logs hold none.
        logger.LogWarning("Mail {OutboxId} of kind {Kind} for organization {OrganizationId} was not taken at attempt {Attempt} ({Error}), next in {Pause}",
            message.Id, message.Kind, message.OrganizationId, attempts, failure.GetType().Name, pause);
    }

    private void MarkSent(OutboxMessage row, INoticeTemplate template, RenderedMail mail)
    {
        (row.Status, row.SentAt, row.Attempts, row.NextAttemptAt, row.LastError) = (OutboxStatus.Sent, time.GetUtcNow(), row.Attempts + 1, null, null);
        (row.Subject, row.Html, row.Text) = (mail.Subject, mail.Html, mail.Text);
        WipeIfSensitive(row, template);
    }

    private void WipeIfSensitive(OutboxMessage row, INoticeTemplate? template)
    {
        row.Sensitive = template?.Sensitive ?? false;
        if (row.Sensitive && !options.CatchMail)
            (row.DataJson, row.Html, row.Text) = ("{}", null, null);
    }

    private string MessageId(string onceKey)
    {
        var domain = new System.Net.Mail.MailAddress(options.FromAddress).Host;
        return $"<{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(onceKey)).AsSpan(0, 16))}@{domain}>";
    }
}
