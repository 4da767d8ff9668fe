using System.Globalization;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>
/// A change that waits for the end of the period. It stands in the metadata of Stripe's subscription, beside <c>cancel_at_period_end</c>, so
/// that Stripe's Dashboard shows it and a lost database cannot lose it.
/// </summary>
public sealed record PendingChange(PlanChoice Choice)
{
    public const string PlanKey = "pending_plan";
    public const string IntervalKey = "pending_interval";
    public const string QuantityKey = "pending_quantity";

    /// <summary>Null without a pending plan. What is missing beside it stays as it is.</summary>
    public static PendingChange? Read(IReadOnlyDictionary<string, string> metadata, BillingInterval interval, long quantity) =>
        metadata.GetValueOrDefault(PlanKey) is not { Length: > 0 } plan ? null : new PendingChange(new PlanChoice(
            new PlanCode(plan),
            Enum.TryParse<BillingInterval>(metadata.GetValueOrDefault(IntervalKey), ignoreCase: true, out var told) ? told : interval,
            long.TryParse(metadata.GetValueOrDefault(QuantityKey), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : quantity));

    public IReadOnlyDictionary<string, string> ToMetadata() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [PlanKey] = Choice.Plan.Value,
        [IntervalKey] = Choice.Interval.ToString().ToLowerInvariant(),
        [QuantityKey] = Choice.Quantity.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Takes the marks away: Stripe removes a key whose value is empty.</summary>
    public static IReadOnlyDictionary<string, string> NoMarks { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [PlanKey] = "", [IntervalKey] = "", [QuantityKey] = "",
    };
}
