using System.Globalization;
using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.WebUtilities;

namespace BillingPortal.Access;

/// <summary>Every address of the portal, built in one place. Paths are relative to the host; <see cref="Absolute"/> is for mails and Stripe.</summary>
public sealed class PortalUrls(AppOptions app)
{
    public const string Home = "/";
    public const string Pricing = "/pricing";
    public const string SignOut = "/auth/signout";
    public const string Billing = "/billing";
    public const string Plan = "/billing/plan";
    public const string Invoices = "/billing/invoices";
    public const string PaymentMethods = "/billing/payment-methods";
    public const string Team = "/billing/team";
    public const string CheckoutReturn = "/checkout/return";
    public const string SwitchOrganization = "/auth/organization";
    public const string TwoFactorSetup = "/auth/two-factor/setup";
    public const string Admin = "/admin";
    public const string AdminWebhooks = "/admin/webhooks";
    public const string AdminEmails = "/admin/emails";

    /// <summary>The lab, where the portal has its own sandbox.</summary>
    public const string AdminLab = "/admin/lab";

    /// <summary>One run of a scenario.</summary>
    public const string AdminLabRuns = "/admin/lab/runs";

    /// <summary>Caught mail, in sandbox mode only.</summary>
    public const string CaughtMail = "/_sandbox/mail";

    /// <summary>The plans with prices of one interval and currency; null leaves the choice to the page.</summary>
    public static string PricingWith(string? interval, string? currency) => With(Pricing, new BuyIntent(Interval: interval, Currency: currency));

    public static string SignUp(BuyIntent? intent = null) => With("/auth/signup", intent);

    public static string SignIn(BuyIntent? intent = null) => With("/auth/signin", intent);

    /// <summary>The page "look into your mailbox"; with a user and a token it is the link of the mail.</summary>
    public static string Verify(BuyIntent? intent = null, string? email = null, Guid? user = null, string? token = null) =>
        With("/auth/verify", intent, ("email", email), ("user", user?.ToString()), ("token", token));

    public static string Forgot(BuyIntent? intent = null) => With("/auth/forgot", intent);

    /// <summary>Where the reset mail leads: a new password.</summary>
    public static string Reset(BuyIntent? intent = null, Guid? user = null, string? token = null) =>
        With("/auth/reset", intent, ("user", user?.ToString()), ("token", token));

    /// <summary>The second step of a sign-in.</summary>
    public static string TwoFactor(BuyIntent? intent = null) => With("/auth/two-factor", intent);

    public static string Onboard(BuyIntent? intent = null) => With("/auth/onboard", intent);

    public static string TrialCheckout(BuyIntent? intent = null) => With("/auth/trial-checkout", intent);

    /// <summary>The webhook log, filtered; empty values are left out. <paramref name="after"/> is the last event id of the page before.</summary>
    public static string AdminWebhooksWith(string? status = null, string? type = null, string? objectId = null, string? after = null) =>
        With(AdminWebhooks, null, ("status", status), ("type", type), ("object", objectId), ("after", after));

    /// <summary>The mail log, filtered; <paramref name="before"/> is the last id of the page before.</summary>
    public static string AdminEmailsWith(string? status = null, string? kind = null, long? before = null) =>
        With(AdminEmails, null, ("status", status), ("kind", kind), ("before", before?.ToString(CultureInfo.InvariantCulture)));

    public static string AdminWebhook(string eventId) => $"{AdminWebhooks}/{Uri.EscapeDataString(eventId)}";

    public static string AdminEmail(long id) => $"{AdminEmails}/{id}";

    public static string AdminLabRun(string id) => $"{AdminLabRuns}/{Uri.EscapeDataString(id)}";

    /// <param name="form"><c>md</c> or <c>json</c>.</param>
    public static string AdminLabRunFile(string id, string form) => $"{AdminLabRun(id)}/timeline.{form}";

    public static string CaughtMailFor(string email) => QueryHelpers.AddQueryString(CaughtMail, "to", email);

    public static string SignOutTo(string? returnUrl) =>
        LocalPath.Or(returnUrl, null) is { } back ? QueryHelpers.AddQueryString(SignOut, "returnUrl", back) : SignOut;

    /// <summary>Where a signed-in user goes next: first an organization, then the page asked for, then what was meant to be bought.</summary>
    public static string AfterSignIn(BuyIntent intent, bool hasOrganization, bool isConsoleUser) => (intent, hasOrganization) switch
    {
        ({ WantsToBuy: true }, false) => Onboard(intent),
        ({ ReturnUrl: { } asked }, true) => asked,   // newer than a purchase that was left off at some time
        ({ WantsToBuy: true }, true) => TrialCheckout(intent),
        ({ ReturnUrl: { } back }, _) => back,
        (_, true) => Billing,
        _ => isConsoleUser ? Admin : Onboard(intent),
    };

    /// <summary>As customers reach it from outside.</summary>
    public Uri Absolute(string pathAndQuery) => app.Absolute(pathAndQuery);

    private static string With(string path, BuyIntent? intent, params ReadOnlySpan<(string Key, string? Value)> more)
    {
        var query = new List<KeyValuePair<string, string?>>();
        foreach (var (key, value) in more)
            query.Add(new(key, value));
        query.Add(new("plan", intent?.Plan));
        query.Add(new("interval", intent?.Interval));
        query.Add(new("trial", intent?.Trial == true ? "true" : null));
        query.Add(new("currency", intent?.Currency));
        query.Add(new("returnUrl", LocalPath.Or(intent?.ReturnUrl, null)));
        return QueryHelpers.AddQueryString(path, query.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }
}
