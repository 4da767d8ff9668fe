using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Catalog;

/// <summary>How long a trial is and what happens at its end when no card was given. Lives beside the plans because the pricing page names the days.</summary>
public sealed class TrialOptions : IPortalOptions
{
    public const string Section = "Trials";

    /// <summary>Whole days, 1 to 730 (Stripe's limit).</summary>
    public int Days { get; set; } = 14;

    /// <summary><c>release</c>: the subscription goes on and is invoiced. <c>cancel</c>: without a payment method it ends with the trial.</summary>
    public string EndBehavior { get; set; } = "release";

    /// <summary>Stripe's word for <see cref="EndBehavior"/> (<c>trial_settings.end_behavior.missing_payment_method</c>).</summary>
    public string MissingPaymentMethod => IsCancel ? "cancel" : "create_invoice";

    public bool IsCancel => string.Equals(EndBehavior, "cancel", StringComparison.OrdinalIgnoreCase);

    public IEnumerable<string> Problems()
    {
        if (Days is < 1 or > 730)
            yield return $"TRIAL_DAYS must be a whole number from 1 to 730, not {Days}.";
        if (!IsCancel && !string.Equals(EndBehavior, "release", StringComparison.OrdinalIgnoreCase))
            yield return $"TRIAL_END_BEHAVIOR must be release or cancel, not '{EndBehavior}'.";
    }
}
