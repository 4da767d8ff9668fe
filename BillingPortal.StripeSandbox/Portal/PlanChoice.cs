using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Portal;

/// <summary>The price, the quantity and the discount that a customer chose in the portal, on its way to the API's update of the subscription.</summary>
/// <param name="Coupon">Or null.</param>
/// <param name="PromotionCode">The id of a promotion code, or null.</param>
/// <param name="At">The second that the change is prorated to; the same for the preview and the confirmation.</param>
internal sealed record PlanChoice(string Price, long Quantity, string? Coupon, string? PromotionCode, long At)
{
    public static PlanChoice Of(Account account, PortalConfirmFlow flow, Subscription subscription)
    {
        var (item, wanted, discount) = (subscription.Items.Data[0], flow.Items[0], flow.Discounts?.FirstOrDefault());
        return new PlanChoice(wanted.Price ?? item.Price.Id, wanted.Quantity ?? item.Quantity ?? 1, discount?.Coupon, discount?.PromotionCode, account.Now);
    }

    public bool Changes(Subscription subscription) =>
        Coupon is not null || PromotionCode is not null || subscription.Items.Data[0].Price.Id != Price || (subscription.Items.Data[0].Quantity ?? 1) != Quantity;

    /// <summary>True when the configuration wants such a change to wait for the end of the period.</summary>
    public bool Waits(Account account, PortalUpdate feature, Subscription subscription)
    {
        var (item, price) = (subscription.Items.Data[0], account.Get<Price>(Price));
        return subscription.Status is not "trialing" && item.Price.Recurring is { } now && price.Recurring is { } then
            && (feature.ScheduleAtPeriodEnd.Waits("decreasing_item_amount") && Lines.AmountOf(price, Quantity) < Lines.AmountOf(item.Price, item.Quantity ?? 0)
                || feature.ScheduleAtPeriodEnd.Waits("shortening_interval") && Days(then) < Days(now));
    }

    /// <summary>What the change would do, found out by doing it and taking it back.</summary>
    public PlanPreview Preview(Account account, PortalUpdate feature, Subscription before) => account.DryRun(() =>
    {
        var waiting = account.OwnedBy<InvoiceItem>(before.Customer).Where(item => item.Invoice is null).Select(item => item.Id).ToHashSet();
        var after = Apply(account, feature, before, "default_incomplete");
        return new PlanPreview(
            after,
            after.LatestInvoice == before.LatestInvoice ? null : account.Find<Invoice>(after.LatestInvoice),
            [.. account.OwnedBy<InvoiceItem>(before.Customer).Where(item => item.Invoice is null && !waiting.Contains(item.Id))]);
    });

    public Subscription Apply(Account account, PortalUpdate feature, Subscription before, string paymentBehavior)
    {
        var item = before.Items.Data[0];
        var metered = account.Get<Price>(Price).Recurring?.UsageType == "metered";
        return account.Post<Subscription>("/v1/subscriptions/" + before.Id,
            ("items[0][id]", item.Id),
            ("items[0][price]", Price),
            ("items[0][quantity]", metered ? null : Text(Quantity)),
            ("proration_behavior", feature.ProrationBehavior),
            ("proration_date", before.Status == "trialing" || feature.ProrationBehavior == "none" || feature.BillingCycleAnchor == "now" ? null : Text(At)),
            ("billing_cycle_anchor", before.Status == "trialing" ? null : feature.BillingCycleAnchor),
            ("trial_end", before.Status == "trialing" && feature.TrialUpdateBehavior == "end_trial" ? "now" : null),
            ("discounts[0][coupon]", Coupon),
            ("discounts[0][promotion_code]", PromotionCode),
            ("payment_behavior", paymentBehavior));
    }

    private static decimal Days(Recurring recurring) =>
        recurring.IntervalCount * recurring.Interval switch { "day" => 1m, "week" => 7m, "month" => 30.4m, _ => 365m };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a change of plan would do: the invoice that is due at once, and the items that wait for the next one.</summary>
internal sealed record PlanPreview(Subscription After, Invoice? Invoice, List<InvoiceItem> Waiting);
