using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Reads <c>subscription_data</c>, <c>payment_intent_data</c> or <c>setup_intent_data</c>, whichever the session's mode has.</summary>
internal static class CheckoutPlanReader
{
    private static readonly Dictionary<string, string> DataOf = new()
    {
        ["subscription"] = "subscription_data", ["payment"] = "payment_intent_data", ["setup"] = "setup_intent_data",
    };

    public static CheckoutPlan Read(Call call, string mode)
    {
        var parameters = call.Parameters;
        foreach (var (other, name) in DataOf)
        {
            if (other != mode && parameters.Has(name))
            {
                throw StripeError.Invalid($"You can not pass `{name}` in `{mode}` mode.", name);
            }
        }

        var update = parameters.Hash("customer_update");
        if (update is not null && !parameters.Has("customer"))
        {
            throw StripeError.Invalid("`customer_update` can only be used with `customer`.", "customer_update");
        }

        if (update?.Choice("shipping", "auto", "never") == "auto")
        {
            throw StripeError.Invalid("`customer_update[shipping]` saves the shipping address that Checkout collects, and the sandbox's collects none.", update.Name("shipping"));
        }

        var plan = new CheckoutPlan
        {
            AllowRedisplay = parameters.Hash("payment_method_data")?.Choice("allow_redisplay", "always", "limited", "unspecified"),
            UpdatesAddress = update?.Choice("address", "auto", "never") == "auto",
            UpdatesName = update?.Choice("name", "auto", "never") == "auto",
        };
        return parameters.Hash(DataOf[mode]) is not { } data ? plan : mode switch
        {
            "subscription" => OfSubscription(call, data, plan),
            "payment" => OfPayment(data, plan),
            _ => OfSetup(data, plan),
        };
    }

    private static CheckoutPlan OfSubscription(Call call, Parameters data, CheckoutPlan plan)
    {
        Unsupported.RefuseConnect(data);
        if (data.Has("pending_invoice_item_interval"))
        {
            throw StripeError.Invalid("The sandbox does not bill pending invoice items between periods.", data.Name("pending_invoice_item_interval"));
        }

        if (data.Hash("invoice_settings")?.Hash("issuer") is { } issuer)
        {
            issuer.Choice("type", "self");
        }

        var days = data.Integer("trial_period_days");
        if (days is < 1 or > 730)
        {
            throw StripeError.Invalid("The minimum number of trial period days is 1 and the maximum is 730.", data.Name("trial_period_days"), "parameter_invalid_integer");
        }

        var end = data.Integer("trial_end");
        if (end is not null && (days is not null || end < call.Now + (48 * 3600)))
        {
            throw StripeError.Invalid(days is null ? "The `trial_end` date has to be at least 2 days in the future." : "You may only specify one of these parameters: trial_end, trial_period_days.", data.Name("trial_end"));
        }

        var anchor = data.Integer("billing_cycle_anchor");
        if (anchor is not null && (anchor <= call.Now || days is not null || end is not null))
        {
            throw StripeError.Invalid(anchor <= call.Now ? "The `billing_cycle_anchor` must be in the future." : "You cannot combine `billing_cycle_anchor` with a trial.", data.Name("billing_cycle_anchor"));
        }

        return plan with
        {
            TrialPeriodDays = days,
            TrialEnd = end,
            MissingPaymentMethod = SubscriptionRoutes.MissingPaymentMethod(data) ?? "create_invoice",
            Description = data.Text("description"),
            Metadata = data.Metadata(),
            BillingCycleAnchor = anchor,
            BillingCycleAnchorConfig = AnchorConfig(data.Hash("billing_cycle_anchor_config")),
            BillingMode = data.Has("billing_mode") ? OrderReader.ModeOf(data) : null,
            DefaultTaxRates = data.Texts("default_tax_rates") ?? [],
            ProrationBehavior = data.Choice("proration_behavior", "create_prorations", "none") ?? "create_prorations",
        };
    }

    private static Dictionary<string, long>? AnchorConfig(Parameters? config)
    {
        if (config is null)
        {
            return null;
        }

        _ = config.Integer("day_of_month") ?? throw StripeError.MissingParameter(config.Name("day_of_month"));
        var read = new Dictionary<string, long>();
        foreach (var name in (ReadOnlySpan<string>)["day_of_month", "hour", "minute", "month", "second"])
        {
            if (config.Integer(name) is { } value)
            {
                read[name] = value;
            }
        }

        return read;
    }

    private static CheckoutPlan OfPayment(Parameters data, CheckoutPlan plan)
    {
        Unsupported.RefuseConnect(data);
        return plan with
        {
            CaptureMethod = data.Choice("capture_method", "automatic", "automatic_async", "manual"),
            Description = data.Text("description"),
            Metadata = data.Metadata(),
            ReceiptEmail = data.Text("receipt_email"),
            SetupFutureUsage = data.Choice("setup_future_usage", "off_session", "on_session"),
            Shipping = Shipping.Read(data, "shipping"),
            StatementDescriptor = data.Text("statement_descriptor"),
            StatementDescriptorSuffix = data.Text("statement_descriptor_suffix"),
            TransferGroup = data.Text("transfer_group"),
        };
    }

    private static CheckoutPlan OfSetup(Parameters data, CheckoutPlan plan)
    {
        Unsupported.RefuseConnect(data);
        return plan with { Description = data.Text("description"), Metadata = data.Metadata() };
    }
}
