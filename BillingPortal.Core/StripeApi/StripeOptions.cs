using System.Text.RegularExpressions;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.StripeApi;

/// <summary>Which Stripe account the portal talks to, and where. Read at every call, so that a host may fill it in after it started a sandbox.</summary>
public sealed partial class StripeOptions : IPortalOptions
{
    public const string Section = "Stripe";

    /// <summary><c>sk_test_…</c>, <c>sk_live_…</c> or a restricted <c>rk_…</c> key; empty until a sandbox or an operator gives one.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary><c>pk_…</c> of the same account: the one that browsers may see.</summary>
    public string PublishableKey { get; set; } = "";

    /// <summary>Without a path; plain http only on this machine, or with a test key to a neighbour in a container network (a name without a dot).</summary>
    public string ApiBase { get; set; } = "https://api.stripe.com";

    /// <summary>False stops the portal from starting anything new at Stripe.</summary>
    public bool BillingEnabled { get; set; } = true;

    public bool AutomaticTaxEnabled { get; set; }

    /// <summary>The customer portal's configuration (<c>bpc_…</c>); empty takes the account's default.</summary>
    public string PortalConfiguration { get; set; } = "";

    public bool IsConfigured => SecretKey.Length > 0;

    /// <summary>Real money: the key is of live mode.</summary>
    public bool IsLive => LiveKey().IsMatch(SecretKey);

    public IEnumerable<string> Problems()
    {
        if (SecretKey.Length > 0 && !SecretShape().IsMatch(SecretKey))
            yield return $"STRIPE_SECRET_KEY must look like sk_test_…, sk_live_…, rk_test_… or rk_live_…{Hint(SecretKey)}.";
        if (PublishableKey.Length > 0 && !PublishableShape().IsMatch(PublishableKey))
            yield return $"STRIPE_PUBLISHABLE_KEY must look like pk_test_… or pk_live_…{Hint(PublishableKey)}.";
        if (SecretShape().IsMatch(SecretKey) && PublishableShape().IsMatch(PublishableKey) && IsLive != LiveKey().IsMatch(PublishableKey))
            yield return "STRIPE_PUBLISHABLE_KEY and STRIPE_SECRET_KEY are of different modes: both must be test keys or both live keys.";
        if (BaseProblem(ApiBase, IsLive) is { } problem)
            yield return $"STRIPE_API_BASE {problem}.";
        if (PortalConfiguration.Length > 0 && !PortalConfiguration.StartsWith("bpc_", StringComparison.Ordinal))
            yield return "STRIPE_PORTAL_CONFIGURATION must be a portal configuration's id (bpc_…).";
    }

    private static string? BaseProblem(string text, bool live) => !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
        ? "must be an absolute http or https URL"
        : uri.Scheme == "http" && !uri.IsLoopback && (live || uri.HostNameType != UriHostNameType.Dns || uri.Host.Contains('.', StringComparison.Ordinal))
            ? "must use https: over plain http the secret key could be read on the way (http is accepted on this machine, and with a test key to a neighbouring container)"
        : uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "must be a plain address without user, query or fragment"
        : null;

    private static string Hint(string value) => value switch
    {
        _ when value.StartsWith("sk_", StringComparison.Ordinal) || value.StartsWith("rk_", StringComparison.Ordinal) => " (it begins like a secret key)",
        _ when value.StartsWith("pk_", StringComparison.Ordinal) => " (it begins like a publishable key)",
        _ when value.StartsWith("whsec_", StringComparison.Ordinal) => " (it is a webhook secret, which belongs in STRIPE_WEBHOOK_SECRET)",
        _ when value.Any(char.IsWhiteSpace) => " (it contains white space)",
        _ => "",
    };

    [GeneratedRegex(@"^[sr]k_(test|live)_[A-Za-z0-9_]{4,}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretShape();

    [GeneratedRegex(@"^pk_(test|live)_[A-Za-z0-9_]{4,}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublishableShape();

    [GeneratedRegex(@"^[srp]k_live_", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LiveKey();
}
