using System.Collections.Frozen;
using static BillingPortal.Hosting.ValueKind;

namespace BillingPortal.Hosting;

/// <summary>THE table of configuration: environment variable → key in appsettings.json, with default and meaning. docs/configuration.md is this table.</summary>
public static class EnvironmentKeys
{
    private const string PricePrefix = "STRIPE_PRICE_";
    private const string PlanPricePrefix = "STRIPE_PRICE_ID_";

    public static IReadOnlyList<EnvironmentKey> All { get; } =
    [
        new("STRIPE_SECRET_KEY", "Stripe:SecretKey", Text, "none: the Stripe sandbox is started", "Secret or restricted key of the Stripe account (sk_… or rk_…).", Secret: true) { Alias = "STRIPE_API_KEY" },
        new("STRIPE_PUBLISHABLE_KEY", "Stripe:PublishableKey", Text, "none", "Publishable key of the same account and mode (pk_…): the only one that reaches browsers."),
        new("STRIPE_API_BASE", "Stripe:ApiBase", Url, "https://api.stripe.com", "Where Stripe's API answers; set by the portal itself when it starts the sandbox."),
        new("STRIPE_PORTAL_CONFIGURATION", "Stripe:PortalConfiguration", Text, "the account's default", "Configuration of Stripe's customer portal (bpc_…)."),
        new("STRIPE_AUTOMATIC_TAX_ENABLED", "Stripe:AutomaticTaxEnabled", Switch, "0", "Let Stripe Tax compute tax at Checkout and on subscriptions."),
        new("STRIPE_BILLING_ENABLED", "Stripe:BillingEnabled", Switch, "1", "0 stops the portal from starting anything new at Stripe; reading goes on."),

        new("STRIPE_WEBHOOK_SECRET", "Webhooks:Secret", Text, "none", "Signing secret of the webhook endpoint (whsec_…).", Secret: true),
        new("STRIPE_WEBHOOK_SECRETS", "Webhooks:Secrets", List, "none", "Further signing secrets, for changing them without a gap.", Secret: true),
        new("STRIPE_WEBHOOK_ALLOWED_EVENTS", "Webhooks:AllowedEvents", List, "all that have a route", "Event types to process; all others are stored as ignored."),
        new("STRIPE_WEBHOOK_TOLERANCE_SECONDS", "Webhooks:ToleranceSeconds", Number, "300", "How far a signature's timestamp may lie from now, in both directions."),
        new("WEBHOOK_RETENTION_DAYS", "Webhooks:RetentionDays", Number, "90", "After how many days the payloads of processed events are removed; their ids are kept for ever."),

        new("BILLING_PLANS_PATH", "Catalog:PlansPath", Text, "plans.yaml", "The plans file."),
        new("BILLING_DEFAULT_CURRENCY", "Catalog:DefaultCurrency", Text, "usd", "ISO 4217 code of the currency that prices are shown in."),
        new("STRIPE_PRICE_ID_<PLAN>", "Catalog:PriceIds:<plan>", Text, "none", "Price id of a plan (STRIPE_PRICE_ID_TEAM, STRIPE_PRICE_ID_ENTERPRISE) when Stripe has no lookup key for it."),
        new("STRIPE_PRICE_<PLAN>_<MONTHLY|YEARLY>", "Catalog:PriceIds:<plan>_<monthly|yearly>", Text, "none", "The same for one interval, such as STRIPE_PRICE_TEAM_YEARLY."),
        new("BILLING_QUOTE_MINUTES", "Changes:QuoteMinutes", Number, "15", "How long the price of a plan change that was shown is good for, in minutes."),
        new("RECONCILE_CRON_ENABLED", "Changes:CronEnabled", Switch, "1", "0 stops the job that makes planned plan changes come true; what runs out meanwhile is begun again on the planned plan."),
        new("RECONCILE_CRON_INTERVAL_SECONDS", "Changes:CronIntervalSeconds", Number, "420", "How often that job looks, in seconds."),
        new("RECONCILE_CRON_LOOKAHEAD_SECONDS", "Changes:CronLookaheadSeconds", Number, "900", "How long before the end of the period it acts, in seconds; longer than the interval."),
        new("RECONCILE_CRON_BATCH_LIMIT", "Changes:BatchLimit", Number, "200", "Changes in one run of that job."),
        new("TRIAL_DAYS", "Trials:Days", Number, "14", "Length of the free trial in days."),
        new("TRIAL_END_BEHAVIOR", "Trials:EndBehavior", Text, "release", "release: the subscription is invoiced when the trial ends; cancel: it ends when no payment method is there."),

        new("APP_BASE_URL", "App:BaseUrl", Url, "the address the portal listens on", "Scheme, host and port as customers reach the portal; links in mails and return addresses begin with it."),
        new("ALLOWED_CHECKOUT_DOMAINS", "App:AllowedCheckoutDomains", List, "none", "Hosts that success and cancel addresses may name besides the portal's own."),
        new("DATABASE_URL", "Database:Url", Text, ".data/billing.db", "postgres://user:password@host:port/name, or the path of a SQLite file.", Secret: true),

        new("EMAIL_PROVIDER", "Email:Provider", Text, "console", "console, smtp, resend, or none: mails are only kept in the mail log."),
        new("SMTP_HOST", "Email:SmtpHost", Text, "none", "SMTP server; needed with EMAIL_PROVIDER=smtp."),
        new("SMTP_PORT", "Email:SmtpPort", Number, "587", "Port of the SMTP server."),
        new("SMTP_USERNAME", "Email:SmtpUsername", Text, "none", "User at the SMTP server."),
        new("SMTP_PASSWORD", "Email:SmtpPassword", Text, "none", "Password at the SMTP server.", Secret: true),
        new("SMTP_STARTTLS", "Email:SmtpStartTls", Switch, "1 when there is a password", "Ask the SMTP server for an encrypted connection."),
        new("EMAIL_API_KEY", "Email:ApiKey", Text, "none", "Key of the resend provider.", Secret: true),
        new("EMAIL_API_BASE", "Email:ApiBase", Url, "https://api.resend.com/", "Where the resend provider answers."),
        new("EMAIL_FROM_ADDRESS", "Email:FromAddress", Text, "BillingPortal <billing@localhost>", "Sender of all mails."),

        new("REQUIRE_TWO_FACTOR_FOR_CONSOLE", "Access:RequireTwoFactorForConsole", Switch, "0", "Support and superadmin must sign in with a second factor."),
        new("AUTH_MAIL_PAUSE_SECONDS", "Access:MailPauseSeconds", Number, "60", "A verification or reset mail goes to one address at most once in this time."),
        new("AUTH_REQUESTS_PER_MINUTE", "Access:AuthRequestsPerMinute", Number, "30", "Sign-in and sign-up attempts a minute from one address."),
        new("API_REQUESTS_PER_MINUTE", "Access:ApiRequestsPerMinute", Number, "600", "JSON API requests a minute of one token, session or address."),

        new("DATA_DIRECTORY", "Host:DataDirectory", Text, ".data", "Where the portal keeps what belongs to this machine: sandbox state and its webhook secret."),
        new(PortalLogging.MinimumLevelVariable, "Serilog:MinimumLevel:Default", Text, "Information", "Debug, Information, Warning or Error."),
        new("FORWARDED_HEADERS_ENABLED", "Host:ForwardedHeaders", Switch, "0", "Trust X-Forwarded-For, -Proto and -Host: only behind a proxy that overwrites them."),
        new("PROCESSING_ENABLED", "Host:Processing", Switch, "1", "0 starts no inbox processor, mail sender or job on this machine; the webhook endpoint still answers."),
        new("STRIPE_SANDBOX_PORT", "Host:SandboxPort", Number, "12111", "Port of the sandbox that is started when there is no STRIPE_SECRET_KEY; another free one if taken, 0 takes any."),
    ];

    /// <summary>The lines with one name each; the price lines stand for as many variables as there are plans.</summary>
    public static IReadOnlyList<EnvironmentKey> Named { get; } = [.. All.Where(key => !key.Name.Contains('<', StringComparison.Ordinal))];

    private static FrozenSet<string> Names { get; } = Named.Select(key => key.Name).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The configuration key of a price variable; null for every other variable.</summary>
    public static string? PriceKey(string name) => name switch
    {
        _ when Names.Contains(name) => null,
        _ when name.StartsWith(PlanPricePrefix, StringComparison.Ordinal) => $"Catalog:PriceIds:{name[PlanPricePrefix.Length..].ToLowerInvariant()}",
        _ when name.StartsWith(PricePrefix, StringComparison.Ordinal) => $"Catalog:PriceIds:{name[PricePrefix.Length..].ToLowerInvariant()}",
        _ => null,
    };
}
