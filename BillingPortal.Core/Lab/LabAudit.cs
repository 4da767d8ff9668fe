using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Lab;

/// <summary>A line of the audit log for each act in the lab: the act is the sandbox's, so its record is a transaction of its own.</summary>
public sealed class LabAudit(IDbContextFactory<BillingDb> databases, AuditLog log)
{
    public async Task AppendAsync(string action, string actor, string? subject, object? after, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        log.Append(db, action, actor, null, subject, after: after);
        await db.SaveChangesAsync(cancellation);
    }
}
