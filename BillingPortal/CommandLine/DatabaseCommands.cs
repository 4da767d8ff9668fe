using System.CommandLine;
using BillingPortal.Core.Data;

namespace BillingPortal.CommandLine;

/// <summary><c>db migrate</c>: for those who migrate before they roll out.</summary>
internal static class DatabaseCommands
{
    public static Command Create(CommandContext context)
    {
        var migrate = new Command("migrate", "Brings the database to this version's tables.");
        migrate.SetAction((parsed, cancellation) => context.RunAsync(
            async services =>
            {
                // Every command migrates first; a second look is cheap and tells that nothing is left.
                var left = await services.GetRequiredService<BillingDbMigrator>().MigrateAsync(cancellation);
                context.Print(parsed, new { migrated = true, left }, "The database is up to date.");
                return PortalCommandLine.Done;
            },
            cancellation));
        return new Command("db", "The database.") { migrate };
    }
}
