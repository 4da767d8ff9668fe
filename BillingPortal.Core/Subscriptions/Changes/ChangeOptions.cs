using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Subscriptions.Changes;

/// <summary>How plan changes are quoted.</summary>
public sealed class ChangeOptions : IPortalOptions
{
    public const string Section = "Changes";

    /// <summary>How long a quote is good for, in minutes, 1 to 60.</summary>
    public int QuoteMinutes { get; set; } = 15;

    public TimeSpan QuoteLifetime => TimeSpan.FromMinutes(QuoteMinutes);

    public IEnumerable<string> Problems()
    {
        if (QuoteMinutes is < 1 or > 60)
            yield return $"BILLING_QUOTE_MINUTES must be a whole number from 1 to 60, not {QuoteMinutes}.";
    }
}
