using System.Text.Json;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Notifications;

/// <summary>Writes mails in the caller's transaction, so that a change and its mail are one, and wakes the sender after the commit.</summary>
public sealed class Outbox(OutboxSignal signal, TimeProvider time, ILogger<Outbox> logger)
{
    /// <summary>
    /// Adds the notice unless its once-key exists; call it inside the transaction of the change. Without one the notice is stored at once.
    /// </summary>
    /// <remarks>
    /// One INSERT that steps aside when the key is taken: a unique violation would poison the caller's transaction on PostgreSQL, and a
    /// look before the leap would lose the race between two transactions.
    /// </remarks>
    public async Task EnqueueAsync(BillingDb db, Notice notice, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var hasAddress = !string.IsNullOrWhiteSpace(notice.ToAddress);
        var status = (hasAddress ? OutboxStatus.Pending : OutboxStatus.Skipped).ToString();
        var error = hasAddress ? null : "There is no address to send it to.";
        var data = JsonSerializer.Serialize(notice.Data, NoticeJson.Options);
        var created = db.Stored(now);
        var due = hasAddress ? created : null;
        var added = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO outbox_messages (kind, once_key, organization_id, to_address, status, data_json, created_at, attempts, next_attempt_at, last_error, sensitive)
            VALUES ({notice.Kind}, {notice.OnceKey}, {notice.Organization?.Value}, {notice.ToAddress}, {status}, {data}, {created}, 0, {due}, {error}, {false})
            ON CONFLICT (once_key) DO NOTHING
            """,
            cancellation);
        if (added == 0)
            return;
        if (hasAddress)
            AfterCommit.Run(db, signal.Set);
        else
            logger.LogWarning("Notice {Kind} for organization {OrganizationId} is skipped: there is no address to send it to", notice.Kind, notice.Organization);
    }
}

/// <summary>How notices' data is stored as JSON and read back by their templates.</summary>
public static class NoticeJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
}
