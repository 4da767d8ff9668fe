using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Catalog;

/// <summary>Where the plans file is, and the price ids that an operator gives by environment when Stripe has no lookup keys.</summary>
public sealed class CatalogOptions : IPortalOptions
{
    public const string Section = "Catalog";

    /// <summary>Relative paths are looked for in the working directory, then beside the program.</summary>
    public string PlansPath { get; set; } = "plans.yaml";

    public string DefaultCurrency { get; set; } = "usd";

    /// <summary>Lookup key (<c>team_yearly</c>) or plan code (<c>team</c>: the price's own interval decides) → price id at Stripe.</summary>
    public Dictionary<string, string> PriceIds { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Currency Currency => Currency.TryParse(DefaultCurrency, out var currency) ? currency : Currency.Usd;

    /// <summary>The plans file that exists, or the configured path for the message that it does not.</summary>
    public string ResolvedPlansPath => Path.IsPathRooted(PlansPath) || File.Exists(PlansPath) ? PlansPath : Path.Combine(AppContext.BaseDirectory, PlansPath);

    public IEnumerable<string> Problems()
    {
        if (!Currency.TryParse(DefaultCurrency, out _))
            yield return $"BILLING_DEFAULT_CURRENCY must be an ISO 4217 code such as usd, not '{DefaultCurrency}'.";
        foreach (var (key, id) in PriceIds.Where(pair => pair.Value.Length > 0 && !pair.Value.StartsWith("price_", StringComparison.Ordinal)))
            yield return $"{VariableOf(key)} must be a price's id (price_…), not '{(id.Contains("_live_", StringComparison.Ordinal) || id.Contains("_test_", StringComparison.Ordinal) ? "a key" : id)}'.";
        if (!File.Exists(ResolvedPlansPath))
        {
            yield return $"BILLING_PLANS_PATH names '{PlansPath}', which does not exist.";
            yield break;
        }

        foreach (var problem in PlansFileReader.Check(ResolvedPlansPath))
            yield return $"BILLING_PLANS_PATH: {problem}";
    }

    private static string VariableOf(string key) => key.Contains('_', StringComparison.Ordinal) ? $"STRIPE_PRICE_{key.ToUpperInvariant()}" : $"STRIPE_PRICE_ID_{key.ToUpperInvariant()}";
}
