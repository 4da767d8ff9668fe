using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>Reads what is ordered, by a new subscription and by a preview of one.</summary>
internal static class OrderReader
{
    public static SubscriptionOrder Read(Call call, Parameters parameters, Customer customer)
    {
        Unsupported.Refuse(parameters, "application_fee_percent", "transfer_data", "on_behalf_of", "billing_thresholds", "pending_invoice_item_interval", "billing_schedules", "default_source");
        var items = parameters.List("items").Select(item => ItemReader.Ordered(call, item)).ToList();
        var order = new SubscriptionOrder
        {
            Customer = customer,
            Items = items,
            Charges = AddedCharge.ReadAll(call, parameters),
            Currency = parameters.Text("currency")?.ToLowerInvariant(),
            DefaultTaxRates = TaxRates.Read(call, parameters, "default_tax_rates") ?? [],
            Discounts = DiscountChoice.Read(call, parameters) ?? [],
            TrialEnd = TrialEndOf(call, parameters, items),
            MissingPaymentMethod = SubscriptionRoutes.MissingPaymentMethod(parameters) ?? "create_invoice",
            DefaultPaymentMethod = SubscriptionRoutes.OwnMethod(call, parameters, customer.Id),
            PaymentBehavior = BehaviorOf(parameters),
            Present = parameters.Flag("off_session") != true,
            CollectionMethod = parameters.Choice("collection_method", "charge_automatically", "send_invoice") ?? "charge_automatically",
            DaysUntilDue = parameters.Integer("days_until_due"),
            Metadata = parameters.Metadata(),
            Description = parameters.Text("description"),
            CancelAtPeriodEnd = parameters.Flag("cancel_at_period_end") ?? false,
            StartDate = PastOf(call, parameters),
            ProrationBehavior = parameters.Choice("proration_behavior", "create_prorations", "none", "always_invoice") ?? "create_prorations",
            InvoiceSettings = ChangeReader.InvoiceSettings(parameters, new SubscriptionInvoiceSettings()),
            PaymentSettings = ChangeReader.PaymentSettings(parameters, new SubscriptionPaymentSettings()),
            BillingMode = ModeOf(parameters),
            AutomaticTax = parameters.Hash("automatic_tax")?.Flag("enabled") ?? false,
        };
        if (order is { CollectionMethod: "charge_automatically", DaysUntilDue: not null })
        {
            throw StripeError.Invalid("`days_until_due` can only be set where the `collection_method` is `send_invoice`.", parameters.Name("days_until_due"), validation: false);
        }

        return ReadEnd(call, parameters, AnchorReader.Read(call, parameters, order));
    }

    /// <summary>A timestamp is kept; the ends of the first periods are only known when these have been worked out.</summary>
    private static SubscriptionOrder ReadEnd(Call call, Parameters parameters, SubscriptionOrder order)
    {
        if (order.CancelAtPeriodEnd && parameters.Has("cancel_at"))
        {
            throw StripeError.Invalid("You can only pass one of `cancel_at` and `cancel_at_period_end`.", parameters.Name("cancel_at"), validation: false);
        }

        return parameters.Text("cancel_at") switch
        {
            null => order,
            "min_period_end" => order with { CancelsAtFirstEnd = true },
            "max_period_end" or "max_billed_until" => order with { CancelsAtLastEnd = true },
            _ => order with { CancelAt = SubscriptionRoutes.Future(call, parameters.Integer("cancel_at")!.Value, parameters.Name("cancel_at")) },
        };
    }

    private static string BehaviorOf(Parameters parameters) =>
        parameters.Choice("payment_behavior", "allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete") switch
        {
            null => "allow_incomplete",
            "pending_if_incomplete" => throw StripeError.Invalid("`pending_if_incomplete` can only be used to update a subscription, not to create one.", parameters.Name("payment_behavior"), validation: false),
            var behavior => behavior,
        };

    /// <summary>How prorations shall be worked out, for a subscription or the one that a Checkout session makes.</summary>
    public static string ModeOf(Parameters parameters)
    {
        var mode = parameters.Hash("billing_mode");
        if (mode?.Hash("flexible")?.Text("proration_discounts") == "itemized")
        {
            throw StripeError.Invalid("The sandbox shows prorations with their discounts included; it does not itemize them.", mode.Name("flexible") + "[proration_discounts]");
        }

        return mode?.Choice("type", "classic", "flexible") ?? "flexible";
    }

    private static long? TrialEndOf(Call call, Parameters parameters, List<OrderedItem> items)
    {
        var fromPlan = parameters.Flag("trial_from_plan") == true;
        if (parameters.Text("trial_end") is { } text)
        {
            if (fromPlan || parameters.Has("trial_period_days"))
            {
                throw StripeError.Invalid("You cannot set `trial_end` together with `trial_from_plan` or `trial_period_days`.", parameters.Name("trial_end"), validation: false);
            }

            return text == "now" ? null : Checked(call, SubscriptionRoutes.Future(call, parameters.Integer("trial_end")!.Value, parameters.Name("trial_end")), parameters.Name("trial_end"));
        }

        var days = parameters.Integer("trial_period_days") ?? (fromPlan ? items.Max(item => item.Price.Recurring?.TrialPeriodDays) : null);
        return days switch
        {
            null or 0 => null,
            < 0 => throw StripeError.Invalid("This value must be greater than or equal to 0.", parameters.Name("trial_period_days"), "parameter_invalid_integer"),
            _ => Checked(call, call.Now + (days.Value * 86_400), parameters.Name("trial_period_days")),
        };
    }

    private static long Checked(Call call, long end, string name) =>
        end - call.Now <= ChangeReader.LongestTrialSeconds ? end : throw StripeError.Invalid("The maximum number of trial period days is 730 (2 years).", name);

    /// <summary>The past second from which a new subscription is billed; a preview calls it its start.</summary>
    private static long? PastOf(Call call, Parameters parameters)
    {
        if (parameters.Integer("start_date") is { } start)
        {
            return start < call.Now ? start : null;
        }

        var past = parameters.Integer("backdate_start_date");
        return past is null || past < call.Now ? past
            : throw StripeError.Invalid("`backdate_start_date` must be in the past.", parameters.Name("backdate_start_date"), validation: false);
    }
}
