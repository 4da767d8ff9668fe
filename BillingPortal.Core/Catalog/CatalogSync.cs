namespace BillingPortal.Core.Catalog;

/// <summary>One difference between the plans file and Stripe, and what sync does about it.</summary>
public sealed record CatalogChange(string LookupKey, string Action, string Detail);

public sealed record CatalogSyncReport(bool DryRun, IReadOnlyList<CatalogChange> Changes, IReadOnlyList<string> Problems);

/// <summary>Brings the plans file into Stripe (products, prices by lookup key) and remembers the ids it found.</summary>
public sealed class CatalogSync
{
    public Task<CatalogSyncReport> RunAsync(bool dryRun, CancellationToken cancellation) => throw new NotImplementedException();
}
