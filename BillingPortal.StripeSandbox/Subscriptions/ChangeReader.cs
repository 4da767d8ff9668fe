using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>Reads the update of a subscription, and the preview of one, into what it shall become.</summary>
internal static class ChangeReader
{
    public const long LongestTrialSeconds = 730 * 86_400;

    /// <summary>What changes the bill: none of it is possible while a subscription is incomplete or waits for a change to be paid.</summary>
    private static readonly string[] Billing =
        ["items", "billing_cycle_anchor", "trial_end", "trial_from_plan", "add_invoice_items", "cancel_at", "cancel_at_period_end", "pause_collection", "collection_method", "discounts", "proration_date"];

    /// <summary>What cannot wait for a payment; everything else of an update can be pending.</summary>
    private static readonly string[] NeverPending =
    [
        "automatic_tax", "cancel_at", "cancel_at_period_end", "cancellation_details", "collection_method", "days_until_due", "default_payment_method", "default_tax_rates",
        "description", "discounts", "invoice_settings", "off_session", "pause_collection", "payment_settings", "trial_settings",
    ];

    public static SubscriptionChange Read(Call call, Parameters parameters, Subscription before)
    {
        Unsupported.Refuse(parameters, "application_fee_percent", "transfer_data", "on_behalf_of", "billing_thresholds", "pending_invoice_item_interval", "billing_schedules", "default_source");
        RefuseByState(parameters, before);
        if (parameters.Text("payment_behavior") == "pending_if_incomplete")
        {
            RefusePending(parameters, before);
        }

        return SubscriptionChange.Read(call, parameters, before, After(call, parameters, before)) with { Charges = AddedCharge.ReadAll(call, parameters) };
    }

    private static Subscription After(Call call, Parameters parameters, Subscription before)
    {
        var after = before with
        {
            CollectionMethod = parameters.Choice("collection_method", "charge_automatically", "send_invoice") ?? before.CollectionMethod,
            DaysUntilDue = parameters.Integer("days_until_due") ?? before.DaysUntilDue,
            DefaultPaymentMethod = parameters.Has("default_payment_method") ? SubscriptionRoutes.OwnMethod(call, parameters, before.Customer) : before.DefaultPaymentMethod,
            Description = parameters.Text("description", before.Description),
            InvoiceSettings = InvoiceSettings(parameters, before.InvoiceSettings),
            Items = before.Items with { Data = ItemReader.Changed(call, parameters, before) },
            Metadata = parameters.Metadata(before.Metadata),
            PauseCollection = ReadPause(parameters, before.PauseCollection),
            PaymentSettings = PaymentSettings(parameters, before.PaymentSettings),
            TrialSettings = SubscriptionRoutes.MissingPaymentMethod(parameters) is { } missing ? new TrialSettings(new TrialEndBehavior(missing)) : before.TrialSettings,
        };
        after = SubscriptionTaxes.Update(call, parameters, before, SubscriptionDiscounts.Update(call, parameters, before, after));
        if (after.CollectionMethod != before.CollectionMethod)
        {
            after = after with { DaysUntilDue = after.CollectionMethod == "send_invoice" ? after.DaysUntilDue ?? 30 : null };
        }

        return ReadTrialEnd(call, parameters, EndReader.Read(call, parameters, after));
    }

    public static SubscriptionPaymentSettings PaymentSettings(Parameters parameters, SubscriptionPaymentSettings before)
    {
        if (parameters.Hash("payment_settings") is not { } settings)
        {
            return before;
        }

        var secured = BilledMethodRequest.ThreeDSecure(settings, before.PaymentMethodOptions?.Card?.RequestThreeDSecure);
        return before with
        {
            PaymentMethodOptions = secured is null ? null : new BilledMethodOptions<SubscriptionCardOptions>(new SubscriptionCardOptions(secured)),
            PaymentMethodTypes = settings.Has("payment_method_types") ? settings.Texts("payment_method_types") is { Count: > 0 } types ? types : null : before.PaymentMethodTypes,
            SaveDefaultPaymentMethod = settings.Choice("save_default_payment_method", "off", "on_subscription") ?? before.SaveDefaultPaymentMethod,
        };
    }

    /// <summary>What the subscription's invoices say besides their lines.</summary>
    public static SubscriptionInvoiceSettings InvoiceSettings(Parameters parameters, SubscriptionInvoiceSettings before)
    {
        if (parameters.Hash("invoice_settings") is not { } settings)
        {
            return before;
        }

        Unsupported.Refuse(settings, "account_tax_ids");
        Invoices.InvoiceRequest.RefuseOthers(settings.Hash("issuer"));
        return before with
        {
            CustomFields = settings.Has("custom_fields")
                ? [.. settings.List("custom_fields").Select(field => new CustomField(field.RequiredText("name"), field.RequiredText("value")))] : before.CustomFields,
            Description = settings.Text("description", before.Description),
            Footer = settings.Text("footer", before.Footer),
        };
    }

    /// <summary>A later trial end moves the period and the anchor with it; on a running subscription a trial begins.</summary>
    private static Subscription ReadTrialEnd(Call call, Parameters parameters, Subscription subscription)
    {
        if (parameters.Text("trial_end") is null or "now")
        {
            return subscription;
        }

        var end = SubscriptionRoutes.Future(call, parameters.Integer("trial_end")!.Value, parameters.Name("trial_end"));
        if (end - call.Now > LongestTrialSeconds)
        {
            throw StripeError.Invalid("The maximum number of trial period days is 730 (2 years).", parameters.Name("trial_end"));
        }

        var begins = subscription.Status != "trialing";
        return subscription with
        {
            Status = "trialing",
            TrialStart = begins ? call.Now : subscription.TrialStart,
            TrialEnd = end,
            TrialWarned = false,
            BillingCycleAnchor = end,
            BillingCycleAnchorConfig = null,
            Items = subscription.Items with { Data = [.. subscription.Items.Data.Select(item => item with { CurrentPeriodStart = begins ? call.Now : item.CurrentPeriodStart, CurrentPeriodEnd = end })] },
            CancelAt = subscription.CancelAtPeriodEnd ? end : subscription.CancelAt,
        };
    }

    private static PauseCollection? ReadPause(Parameters parameters, PauseCollection? before)
    {
        if (!parameters.Has("pause_collection"))
        {
            return before;
        }

        return parameters.Hash("pause_collection") is not { } pause ? null : new PauseCollection(
            pause.Choice("behavior", "keep_as_draft", "mark_uncollectible", "void") ?? throw StripeError.MissingParameter(pause.Name("behavior")),
            pause.Integer("resumes_at"));
    }

    private static void RefuseByState(Parameters parameters, Subscription before)
    {
        if (before is not ({ Status: "incomplete" } or { PendingUpdate: not null }))
        {
            return;
        }

        foreach (var name in Billing.Where(parameters.Has))
        {
            throw StripeError.WrongState(before.Status == "incomplete"
                ? "A subscription with the status `incomplete` can only update its metadata and how it is paid. Pay its first invoice, or cancel it."
                : "This subscription has a pending update. Pay or void its latest invoice before you change it again.", param: parameters.Name(name));
        }
    }

    private static void RefusePending(Parameters parameters, Subscription before)
    {
        foreach (var name in NeverPending.Where(parameters.Has))
        {
            throw StripeError.Invalid($"You cannot pass `{name}` when `payment_behavior` is set to `pending_if_incomplete`.", parameters.Name(name), validation: false);
        }

        if (before.CollectionMethod != "charge_automatically")
        {
            throw StripeError.WrongState("`pending_if_incomplete` can only be used where the `collection_method` is `charge_automatically`.", param: parameters.Name("payment_behavior"));
        }
    }
}
