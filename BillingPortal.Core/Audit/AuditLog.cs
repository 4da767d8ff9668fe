using System.Text.Json;
using System.Text.Json.Serialization;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Audit;

/// <summary>Appends to the audit log in the caller's transaction: the act and its record are saved together or not at all.</summary>
public sealed class AuditLog(TimeProvider time)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary><paramref name="before"/> and <paramref name="after"/> are serialized as JSON; never pass secrets or e-mail addresses.</summary>
    public void Append(BillingDb db, string action, string actor, OrganizationId? organization, string? subject = null, string? reason = null, object? before = null, object? after = null) =>
        db.Add(new AuditEntry
        {
            At = time.GetUtcNow(), Action = action, Actor = actor, OrganizationId = organization, Subject = subject, Reason = reason,
            BeforeJson = Write(before), AfterJson = Write(after),
        });

    private static string? Write(object? state) => state is null ? null : JsonSerializer.Serialize(state, Json);
}

public static class AuditSets
{
    extension(BillingDb db)
    {
        public DbSet<AuditEntry> AuditEntries => db.Set<AuditEntry>();
    }
}
