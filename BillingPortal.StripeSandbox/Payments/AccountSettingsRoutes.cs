using System.Globalization;
using BillingPortal.StripeSandbox.Preview;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>The sandbox's stand-in for the Dashboard's settings. They are the account's, and like everything of it they are in the journal.</summary>
internal static class AccountSettingsRoutes
{
    private const int MostRetries = 8;
    private const long LongestWaitDays = 60;

    public static void Map(RouteTable routes)
    {
        routes.Get("/_sandbox/settings", call => Shown(AccountSettings.Of(call.Account)));
        routes.Post("/_sandbox/settings", Change);
    }

    private static Settings Change(Call call)
    {
        var (parameters, before) = (call.Parameters, AccountSettings.Of(call.Account));
        var after = call.Account.Save(before with
        {
            RetryDays = parameters.Texts("retry_days") is { } days ? [.. days.Select(Days)] : before.RetryDays,
            AfterLastRetry = parameters.Choice("after_last_retry", "cancel", "mark_unpaid", "leave_past_due") ?? before.AfterLastRetry,
            InvoiceAfterLastRetry = parameters.Choice("invoice_after_last_retry", "leave_open", "mark_uncollectible") ?? before.InvoiceAfterLastRetry,
            BlockHighestRisk = parameters.Flag("block_highest_risk") ?? before.BlockHighestRisk,
            BlockFailedCvc = parameters.Flag("block_failed_cvc") ?? before.BlockFailedCvc,
            BlockFailedPostalCode = parameters.Flag("block_failed_postal_code") ?? before.BlockFailedPostalCode,
            Wallets = parameters.Choice("wallets", "registered_domains", "always", "never") ?? before.Wallets,
            UpcomingDays = parameters.Integer("upcoming_days") is { } ahead ? Ahead(ahead) : before.UpcomingDays,
        });
        if (after.UpcomingDays != before.UpcomingDays)
        {
            UpcomingNotices.PlanAll(call.Account);
        }

        return Shown(after);

        static long Ahead(long days) => days is >= 0 and <= LongestWaitDays ? days
            : throw StripeError.Invalid($"Renewals are announced 1 to {LongestWaitDays} whole days ahead, or never with 0.", "upcoming_days");

        static long Days(string text, int at) =>
            at < MostRetries && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= LongestWaitDays
                ? days
                : throw StripeError.Invalid($"Up to {MostRetries} retries, each 1 to {LongestWaitDays} whole days after the one before.", $"retry_days[{at}]");
    }

    private static Settings Shown(AccountSettings settings) => new(settings.RetryDays, settings.AfterLastRetry, settings.InvoiceAfterLastRetry,
        settings.BlockHighestRisk, settings.BlockFailedCvc, settings.BlockFailedPostalCode, settings.Wallets, settings.UpcomingDays);

    private sealed record Settings(
        List<long> RetryDays, string AfterLastRetry, string InvoiceAfterLastRetry, bool BlockHighestRisk, bool BlockFailedCvc, bool BlockFailedPostalCode, string Wallets,
        long UpcomingDays);
}
