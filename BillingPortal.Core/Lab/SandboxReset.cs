using BillingPortal.Core.Audit;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Invoices;
using BillingPortal.Core.Lab.Stories;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;
using BillingPortal.Core.Subscriptions.Changes;
using BillingPortal.Core.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Lab;

/// <summary>
/// Begins anew: the sandbox forgets everything, and so does the portal of what came from there, or it would go on to show subscriptions of
/// customers that do not exist. What is the portal's own stays: people, organizations, tokens, mail log, audit log, results of the lab.
/// </summary>
public sealed class SandboxReset(SandboxControls sandbox, IDbContextFactory<BillingDb> databases, CatalogSync catalog, CatalogQueries prices, AuditLog audit, LabWork work)
{
    /// <summary>What must be typed to do it.</summary>
    public const string Confirmation = "reset sandbox";

    public async Task<BillingError?> RunAsync(string? typed, string actor, CancellationToken cancellation)
    {
        if (!string.Equals(typed?.Trim(), Confirmation, StringComparison.OrdinalIgnoreCase))
            return BillingError.Invalid("confirmation", $"Type \"{Confirmation}\" to confirm.");
        if (work.IsBusy)
            return new BillingError(BillingErrorCode.AlreadyRunning, "The lab is at work. Wait until it is done, or stop it.");
        var reset = await sandbox.ResetAsync(cancellation);
        if (!reset.Succeeded)
            return reset.Error; // nothing of ours is touched before the sandbox has forgotten
        await ForgetAsync(actor);
        await catalog.RunAtStartAsync(CancellationToken.None);
        return null;
    }

    /// <summary>Not cancellable: a half that remembers would be the drift that this is to prevent.</summary>
    private async Task ForgetAsync(string actor)
    {
        await using var db = databases.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var (subscriptions, customers, invoices, events) = (
            await db.Subscriptions.CountAsync(), await db.BillingCustomers.CountAsync(), await db.Invoices.CountAsync(), await db.InboxEvents.CountAsync());
        await db.InboxEvents.ExecuteDeleteAsync(); // also those that wait: what they are about cannot be read any more
        await db.InboxLeases.ExecuteDeleteAsync();
        await db.Refunds.ExecuteDeleteAsync();
        await db.Charges.ExecuteDeleteAsync();
        await db.Invoices.ExecuteDeleteAsync();
        await db.Subscriptions.ExecuteDeleteAsync();
        await db.TrialGrants.ExecuteDeleteAsync();
        await db.ChangeQuotes.ExecuteDeleteAsync();
        await db.CheckoutAttempts.ExecuteDeleteAsync();
        await db.ChangeQuotes.ExecuteDeleteAsync();
        await db.CustomerRequests.ExecuteDeleteAsync();
        await db.BillingCustomers.ExecuteDeleteAsync();
        await db.CatalogPrices.ExecuteDeleteAsync();
        await db.Organizations.Where(row => row.CustomerId != null).ExecuteUpdateAsync(row => row.SetProperty(organization => organization.CustomerId, (CustomerId?)null));
        await ForgetStagesAsync(db);
        audit.Append(db, "lab.reset", actor, null, reason: "The sandbox and everything that the portal knew from it.", before: new { subscriptions, customers, invoices, events });
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        prices.Invalidate();
    }

    /// <summary>The organizations of old stories stand on nothing now.</summary>
    private static async Task ForgetStagesAsync(BillingDb db)
    {
        var members = db.Members;
        var stages = await members.Where(member => member.UserId == StageBuilder.Owner).Select(member => member.OrganizationId).ToListAsync();
        await members.Where(member => member.UserId == StageBuilder.Owner).ExecuteDeleteAsync();
        foreach (var part in stages.Chunk(500))
            await db.Organizations.Where(row => part.Contains(row.Id)).ExecuteDeleteAsync();
    }
}
