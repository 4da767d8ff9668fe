using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Portal;

/// <summary>Reads what a request says about a portal configuration, on top of what was there before.</summary>
internal static class PortalConfigurationReader
{
    private static readonly string[] Reasons =
        ["customer_service", "low_quality", "missing_features", "other", "switched_service", "too_complex", "too_expensive", "unused"];

    public static PortalConfiguration Read(Call call, PortalConfiguration before)
    {
        var parameters = call.Parameters;
        var profile = parameters.Hash("business_profile");
        var login = parameters.Hash("login_page")?.Flag("enabled") ?? before.LoginPage.Enabled;
        return before with
        {
            BusinessProfile = profile is null ? before.BusinessProfile : new PortalBusinessProfile(
                profile.Text("headline", before.BusinessProfile.Headline) is { Length: > 60 }
                    ? throw StripeError.Invalid("The headline has at most 60 characters.", profile.Name("headline")) : profile.Text("headline", before.BusinessProfile.Headline),
                profile.Text("privacy_policy_url", before.BusinessProfile.PrivacyPolicyUrl),
                profile.Text("terms_of_service_url", before.BusinessProfile.TermsOfServiceUrl)),
            DefaultReturnUrl = parameters.Text("default_return_url", before.DefaultReturnUrl),
            Features = parameters.Hash("features") is { } features ? ReadFeatures(call, features, before.Features) : before.Features,
            LoginPage = new PortalLoginPage(login, login ? new Uri(call.Sandbox.Address, "/p/login/" + before.Id).ToString() : null),
            Metadata = parameters.Metadata(before.Metadata),
            Name = parameters.Text("name", before.Name),
        };
    }

    private static PortalFeatures ReadFeatures(Call call, Parameters features, PortalFeatures before)
    {
        var customer = features.Hash("customer_update");
        var method = features.Hash("payment_method_update");
        return before with
        {
            CustomerUpdate = customer is null ? before.CustomerUpdate : ReadCustomer(customer, before.CustomerUpdate),
            InvoiceHistory = new PortalSwitch(features.Hash("invoice_history")?.Flag("enabled") ?? before.InvoiceHistory.Enabled),
            PaymentMethodUpdate = method is null ? before.PaymentMethodUpdate : new PortalPaymentMethodUpdate(
                method.Flag("enabled") ?? before.PaymentMethodUpdate.Enabled, method.Text("payment_method_configuration", before.PaymentMethodUpdate.PaymentMethodConfiguration)),
            SubscriptionCancel = features.Hash("subscription_cancel") is { } cancel ? ReadCancel(cancel, before.SubscriptionCancel) : before.SubscriptionCancel,
            SubscriptionUpdate = features.Hash("subscription_update") is { } update ? ReadUpdate(call, update, before.SubscriptionUpdate) : before.SubscriptionUpdate,
        };
    }

    private static PortalCustomerUpdate ReadCustomer(Parameters customer, PortalCustomerUpdate before)
    {
        var read = new PortalCustomerUpdate(
            Among(customer, "allowed_updates", ["address", "email", "name", "phone", "shipping", "tax_id"]) ?? before.AllowedUpdates, customer.Flag("enabled") ?? before.Enabled);
        return read.Enabled && read.AllowedUpdates.Count == 0 ? throw StripeError.MissingParameter(customer.Name("allowed_updates")) : read;
    }

    private static PortalCancel ReadCancel(Parameters cancel, PortalCancel before)
    {
        var reason = cancel.Hash("cancellation_reason");
        return new PortalCancel
        {
            CancellationReason = reason is null ? before.CancellationReason
                : new PortalCancellationReason(reason.Flag("enabled") ?? false, Among(reason, "options", Reasons) ?? before.CancellationReason.Options),
            Enabled = cancel.Flag("enabled") ?? before.Enabled,
            Mode = cancel.Choice("mode", "at_period_end", "immediately") ?? before.Mode,
            ProrationBehavior = cancel.Choice("proration_behavior", "always_invoice", "create_prorations", "none") ?? before.ProrationBehavior,
        };
    }

    private static PortalUpdate ReadUpdate(Call call, Parameters update, PortalUpdate before)
    {
        var read = before with
        {
            BillingCycleAnchor = update.Choice("billing_cycle_anchor", "now", "unchanged") ?? before.BillingCycleAnchor,
            DefaultAllowedUpdates = Among(update, "default_allowed_updates", ["price", "promotion_code", "quantity"]) ?? before.DefaultAllowedUpdates,
            Enabled = update.Flag("enabled") ?? before.Enabled,
            Products = update.Has("products") ? [.. update.List("products").Select(product => ReadProduct(call, product))] : before.Products,
            ProrationBehavior = update.Choice("proration_behavior", "always_invoice", "create_prorations", "none") ?? before.ProrationBehavior,
            ScheduleAtPeriodEnd = update.Hash("schedule_at_period_end") is { } schedule && schedule.Has("conditions")
                ? new PortalSchedule([.. schedule.List("conditions").Select(ReadCondition)]) : before.ScheduleAtPeriodEnd,
            TrialUpdateBehavior = update.Choice("trial_update_behavior", "continue_trial", "end_trial") ?? before.TrialUpdateBehavior,
        };
        if (!read.Enabled)
        {
            return read;
        }

        return read.DefaultAllowedUpdates.Count == 0 ? throw StripeError.MissingParameter(update.Name("default_allowed_updates"))
            : read.Products is not { Count: > 0 } ? throw StripeError.MissingParameter(update.Name("products"))
            : read.Products.Count > 10 ? throw StripeError.Invalid("The portal offers at most 10 products.", update.Name("products")) : read;
    }

    private static PortalScheduleCondition ReadCondition(Parameters condition) => new(
        condition.Choice("type", "decreasing_item_amount", "shortening_interval") ?? throw StripeError.MissingParameter(condition.Name("type")));

    private static PortalProduct ReadProduct(Call call, Parameters product)
    {
        var quantity = product.Hash("adjustable_quantity");
        var id = product.RequiredText("product");
        _ = call.Account.Find<Product>(id) ?? throw StripeError.Missing("product", id, product.Name("product"), status: 400);
        foreach (var price in product.Texts("prices") ?? [])
        {
            if (call.Account.Find<Price>(price) is not { } found)
            {
                throw StripeError.Missing("price", price, product.Name("prices"), status: 400);
            }

            if (found.Product != id || found.Recurring is null || !found.Active)
            {
                throw StripeError.WrongState($"The price `{price}` must be an active recurring price of the product `{id}`.", param: product.Name("prices"));
            }
        }

        return new PortalProduct
        {
            AdjustableQuantity = new PortalAdjustableQuantity(quantity?.Flag("enabled") ?? false, quantity?.Integer("maximum"), quantity?.Integer("minimum") ?? 1),
            Prices = product.Texts("prices") ?? [],
            Product = id,
        };
    }

    private static List<string>? Among(Parameters parameters, string name, string[] allowed) =>
        parameters.Texts(name) is not { } sent ? null : sent.TrueForAll(value => allowed.Contains(value)) ? sent
        : throw StripeError.Invalid($"Invalid {parameters.Name(name)}: must be among {string.Join(", ", allowed)}", parameters.Name(name));
}
