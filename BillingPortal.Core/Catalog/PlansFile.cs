using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Catalog;

/// <summary>The plans file as written by people, checked: what shall be sold. Stripe's price ids join it in <see cref="CatalogQueries"/>.</summary>
public sealed record PlansFile(IReadOnlyList<PlanDefinition> Plans)
{
    /// <exception cref="PlansFileException">The file has mistakes; the message lists all of them.</exception>
    public static PlansFile Load(string path) => PlansFileReader.Read(File.ReadAllText(path), Path.GetFileName(path));

    public PlanDefinition? Find(PlanCode code) => Plans.FirstOrDefault(plan => plan.Code == code);

    /// <summary>The plan that an organization has without a subscription: the first free one.</summary>
    public PlanDefinition Default => Plans.First(plan => plan.Kind == PlanKind.Free);
}

public sealed record PlanDefinition(PlanCode Code, string Name, string Tagline, PlanKind Kind, bool PerSeat, bool HasTrial, bool Highlighted, Uri? ContactUrl, IReadOnlyList<FeatureDefinition> Features, IReadOnlyDictionary<string, long?> Limits, IReadOnlyList<PriceDefinition> Prices);

public sealed record FeatureDefinition(string Code, string Text);

/// <summary>A price that shall exist at Stripe.</summary>
public sealed record PriceDefinition(PlanCode Plan, BillingInterval Interval, Money UnitAmount)
{
    public string LookupKey(Currency defaultCurrency) => LookupKeys.For(Plan, Interval, UnitAmount.Currency, defaultCurrency);
}

/// <summary>The plans file cannot be used. Each problem names file, plan and key.</summary>
public sealed class PlansFileException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
