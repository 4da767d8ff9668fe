using System.Globalization;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Orders what a session sells, the way a merchant's server would order it over the API.</summary>
internal static class CheckoutPurchase
{
    /// <summary>The subscription, its first invoice not yet paid. What is bought once goes on that invoice.</summary>
    public static Subscription Subscribe(Account account, CheckoutSession session, string customer, string? method)
    {
        var plan = session.Plan;
        var trial = plan.TrialPeriodDays is not null || plan.TrialEnd is not null;
        foreach (var once in session.Items.Where(item => item.Price.Recurring is null && item.Quantity > 0))
        {
            account.Post<InvoiceItem>("/v1/invoiceitems", [("customer", customer), .. Item(once)]);
        }

        return account.Post<Subscription>("/v1/subscriptions",
        [
            ("customer", customer),
            ("currency", session.Currency),
            .. session.Items.Where(item => item.Price.Recurring is not null && item.Quantity is not 0).SelectMany(Ordered),
            .. Discounts(session),
            .. Many("default_tax_rates", plan.DefaultTaxRates),
            ("automatic_tax[enabled]", session.AutomaticTax.Enabled ? "true" : null),
            ("trial_period_days", Number(plan.TrialPeriodDays)),
            ("trial_end", Number(plan.TrialEnd)),
            ("trial_settings[end_behavior][missing_payment_method]", trial ? plan.MissingPaymentMethod : null),
            ("billing_cycle_anchor", Number(plan.BillingCycleAnchor)),
            .. (plan.BillingCycleAnchorConfig ?? []).Select(part => ($"billing_cycle_anchor_config[{part.Key}]", Number(part.Value))),
            ("proration_behavior", plan.ProrationBehavior),
            ("billing_mode[type]", plan.BillingMode),
            ("description", plan.Description),
            .. plan.Metadata.Select(pair => ($"metadata[{pair.Key}]", (string?)pair.Value)),
            ("default_payment_method", method),
            // Checkout itself takes the payment, with the buyer in front of it. A trial without a card waits for nothing.
            ("payment_behavior", trial && method is null ? "allow_incomplete" : "default_incomplete"),
        ]);
    }

    /// <summary>The draft of the invoice that a single payment pays.</summary>
    public static Invoice Draft(Account account, CheckoutSession session, string customer)
    {
        var data = session.InvoiceCreation?.InvoiceData ?? new CheckoutInvoiceData();
        var draft = account.Post<Invoice>("/v1/invoices",
        [
            ("customer", customer),
            ("currency", session.Currency),
            ("auto_advance", "false"),
            ("pending_invoice_items_behavior", "exclude"),
            ("automatic_tax[enabled]", session.AutomaticTax.Enabled ? "true" : null),
            .. Discounts(session),
            ("description", data.Description),
            ("footer", data.Footer),
            ("rendering[amount_tax_display]", data.RenderingOptions?.AmountTaxDisplay),
            .. (data.CustomFields ?? []).SelectMany((field, at) => new[] { ($"custom_fields[{at}][name]", (string?)field.Name), ($"custom_fields[{at}][value]", field.Value) }),
            .. data.Metadata.Select(pair => ($"metadata[{pair.Key}]", (string?)pair.Value)),
        ]);
        foreach (var item in session.Items.Where(item => item.Quantity > 0))
        {
            account.Post<InvoiceItem>("/v1/invoiceitems", [("invoice", draft.Id), .. Item(item)]);
        }

        return account.Get<Invoice>(draft.Id);
    }

    private static IEnumerable<(string Name, string? Value)> Ordered(CheckoutItem item, int at) =>
    [
        ($"items[{at}][price]", item.Price.Id),
        ($"items[{at}][quantity]", item.IsMetered ? null : Number(item.Quantity)),
        .. Many($"items[{at}][tax_rates]", item.TaxRates),
    ];

    private static IEnumerable<(string Name, string? Value)> Item(CheckoutItem item) =>
        [("currency", item.Currency), ("pricing[price]", item.Price.Id), ("quantity", Number(item.Quantity)), .. Many("tax_rates", item.TaxRates)];

    private static IEnumerable<(string Name, string? Value)> Discounts(CheckoutSession session) => session.Discounts.SelectMany((discount, at) =>
        new (string, string?)[] { ($"discounts[{at}][coupon]", discount.Coupon), ($"discounts[{at}][promotion_code]", discount.PromotionCode) });

    private static IEnumerable<(string Name, string? Value)> Many(string name, List<string> values) => values.Select((value, at) => ($"{name}[{at}]", (string?)value));

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
