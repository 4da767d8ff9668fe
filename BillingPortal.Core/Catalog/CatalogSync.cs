using BillingPortal.Core.StripeApi;
using Microsoft.Extensions.Logging;

namespace BillingPortal.Core.Catalog;

/// <summary>One difference between the plans file and Stripe, and what sync does about it.</summary>
public sealed record CatalogChange(string LookupKey, string Action, string Detail);

public sealed record CatalogSyncReport(bool DryRun, IReadOnlyList<CatalogChange> Changes, IReadOnlyList<string> Problems);

/// <summary>Brings the plans file into Stripe (products, prices by lookup key) and remembers the ids it found. Never deletes or archives anything.</summary>
public sealed class CatalogSync(CatalogAtStripe stripe, CatalogStore store, PlansFile plans, CatalogOptions options, StripeOptions account, ILogger<CatalogSync> log)
{
    /// <summary>The whole sync, as asked for by a person (<c>plans sync</c>). A dry run reads only.</summary>
    public Task<CatalogSyncReport> RunAsync(bool dryRun, CancellationToken cancellation) => RunAsync(dryRun, mayCreate: true, cancellation);

    /// <summary>
    /// At start the portal only creates what is missing where that is harmless: billing is enabled and the key is not live. In live mode
    /// it takes what it finds, and a person runs <c>plans sync</c>. Without Stripe the portal starts with the prices it remembers.
    /// </summary>
    public Task<CatalogSyncReport> RunAtStartAsync(CancellationToken cancellation) =>
        RunAsync(dryRun: false, mayCreate: account is { BillingEnabled: true, IsLive: false }, cancellation);

    private async Task<CatalogSyncReport> RunAsync(bool dryRun, bool mayCreate, CancellationToken cancellation)
    {
        var run = new CatalogSyncRun(stripe, plans, options, dryRun, mayCreate);
        try
        {
            await run.ResolveAsync(cancellation);
            run.Changes.AddRange(await store.SaveAsync(run.Resolved, dryRun, cancellation));
        }
        catch (StripeException refusal)
        {
            run.Problems.Add($"Stripe did not list the prices ({refusal.Message}); the portal goes on with the prices it remembers.");
        }

        foreach (var change in run.Changes)
            log.LogInformation("Catalog sync: {Action} {LookupKey}: {Detail}", change.Action, change.LookupKey, change.Detail);
        foreach (var problem in run.Problems)
            log.LogWarning("Catalog sync: {Problem}", problem);
        return new CatalogSyncReport(dryRun, run.Changes, run.Problems);
    }
}
