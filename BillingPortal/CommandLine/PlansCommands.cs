using System.CommandLine;
using BillingPortal.Core.Catalog;

namespace BillingPortal.CommandLine;

/// <summary><c>plans sync</c>: brings the plans file into Stripe, or shows what it would do.</summary>
internal static class PlansCommands
{
    public static Command Create(CommandContext context)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only read and tell." };
        var sync = new Command("sync", "Brings the plans file into Stripe: products, and prices by lookup key.") { dryRun };
        sync.SetAction((parsed, cancellation) => context.RunWithStripeAsync(
            async services =>
            {
                var report = await services.GetRequiredService<CatalogSync>().RunAsync(parsed.GetValue(dryRun), cancellation);
                context.Print(parsed, report, Lines(report));
                return report.Problems.Count == 0 ? PortalCommandLine.Done : PortalCommandLine.FailedCheck;
            },
            cancellation));
        return new Command("plans", "The plans file.") { sync };
    }

    private static IEnumerable<string> Lines(CatalogSyncReport report)
    {
        foreach (var change in report.Changes)
            yield return $"{change.Action,-8} {change.LookupKey,-28} {change.Detail}";
        foreach (var problem in report.Problems)
            yield return $"problem  {problem}";
        yield return report switch
        {
            { Changes.Count: 0, Problems.Count: 0 } => "Stripe has what the plans file says.",
            { DryRun: true } => $"{report.Changes.Count} changes, nothing done (dry run).",
            _ => $"{report.Changes.Count} changes done.",
        };
    }
}
