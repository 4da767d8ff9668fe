using System.Text.Json;
using BillingPortal.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Lab;

/// <summary>One line of the list of last results.</summary>
public sealed record LabRunRow(string Id, string Scenario, DateTimeOffset StartedAt, DateTimeOffset FinishedAt, bool Held);

/// <summary>Keeps the last results of each scenario.</summary>
public sealed class LabRunStore(IDbContextFactory<BillingDb> databases)
{
    /// <summary>Of each scenario; the page shows the newest, the others tell since when something fails.</summary>
    public const int KeptOfEach = 5;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    public async Task SaveAsync(LabRun run, string actor, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        db.LabRuns.Add(new StoredLabRun
        {
            Id = run.Id, Scenario = run.Scenario, OrganizationId = run.OrganizationId is { } organization ? new(organization) : null, StartedAt = run.StartedAt,
            FinishedAt = run.FinishedAt ?? run.StartedAt, Held = run.Held, Actor = actor, RunJson = JsonSerializer.Serialize(run, Form),
        });
        await db.SaveChangesAsync(cancellation);
        var old = await db.LabRuns.Where(row => row.Scenario == run.Scenario).OrderByDescending(row => row.StartedAt).ThenByDescending(row => row.Id).Skip(KeptOfEach).Select(row => row.Id).ToListAsync(cancellation);
        await db.LabRuns.Where(row => old.Contains(row.Id)).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public async Task<LabRun?> GetAsync(string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var json = await db.LabRuns.Where(row => row.Id == id).Select(row => row.RunJson).FirstOrDefaultAsync(cancellation);
        return json is null ? null : JsonSerializer.Deserialize<LabRun>(json, Form);
    }

    /// <summary>The newest result of each scenario that was ever run here.</summary>
    public async Task<IReadOnlyDictionary<string, LabRunRow>> LatestAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = await db.LabRuns.AsNoTracking().OrderBy(row => row.StartedAt).ThenBy(row => row.Id).Select(row => new LabRunRow(row.Id, row.Scenario, row.StartedAt, row.FinishedAt, row.Held)).ToListAsync(cancellation);
        return rows.GroupBy(row => row.Scenario).ToDictionary(group => group.Key, group => group.Last());
    }

    /// <summary>All kept results of one scenario, newest first.</summary>
    public async Task<IReadOnlyList<LabRunRow>> OfAsync(string scenario, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.LabRuns.AsNoTracking().Where(row => row.Scenario == scenario).OrderByDescending(row => row.StartedAt).ThenByDescending(row => row.Id)
            .Select(row => new LabRunRow(row.Id, row.Scenario, row.StartedAt, row.FinishedAt, row.Held)).ToListAsync(cancellation);
    }
}
