using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Portal;

/// <summary>Customer portal configurations and sessions through the API.</summary>
internal static class PortalRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/billing_portal/configurations", call => CreateConfiguration(call));
        routes.Get("/v1/billing_portal/configurations", ListConfigurations);
        routes.Get("/v1/billing_portal/configurations/{id}", call => call.FromPath<PortalConfiguration>("id", "billing_portal configuration"));
        routes.Post("/v1/billing_portal/configurations/{id}", UpdateConfiguration);
        routes.Post("/v1/billing_portal/sessions", CreateSession);
    }

    private static PortalConfiguration CreateConfiguration(Call call)
    {
        var isFirst = !call.Account.OldestFirst<PortalConfiguration>().Any();
        var blank = new PortalConfiguration { Id = Ids.New("bpc"), Created = call.Now, Updated = call.Now, IsDefault = isFirst };
        return call.Account.Create("billing_portal.configuration.created", Read(call, blank));
    }

    private static PortalConfiguration UpdateConfiguration(Call call)
    {
        var before = call.FromPath<PortalConfiguration>("id", "billing_portal configuration");
        var after = Read(call, before) with { Active = call.Parameters.Flag("active") ?? before.Active, Updated = call.Now };
        return call.Account.Update("billing_portal.configuration.updated", before, after);
    }

    private static PortalConfiguration Read(Call call, PortalConfiguration before)
    {
        var parameters = call.Parameters;
        var profile = parameters.Hash("business_profile");
        return before with
        {
            BusinessProfile = profile is null ? before.BusinessProfile : new PortalBusinessProfile(
                profile.Text("headline", before.BusinessProfile.Headline),
                profile.Text("privacy_policy_url", before.BusinessProfile.PrivacyPolicyUrl),
                profile.Text("terms_of_service_url", before.BusinessProfile.TermsOfServiceUrl)),
            DefaultReturnUrl = parameters.Text("default_return_url", before.DefaultReturnUrl),
            Features = parameters.Hash("features") is { } features ? ReadFeatures(features, before.Features) : before.Features,
            LoginPage = new PortalLoginPage(parameters.Hash("login_page")?.Flag("enabled") ?? before.LoginPage.Enabled, null),
            Metadata = parameters.Metadata(before.Metadata),
            Name = parameters.Text("name", before.Name),
        };
    }

    private static PortalFeatures ReadFeatures(Parameters features, PortalFeatures before)
    {
        var customer = features.Hash("customer_update");
        var method = features.Hash("payment_method_update");
        return before with
        {
            CustomerUpdate = customer is null ? before.CustomerUpdate
                : new PortalCustomerUpdate(customer.Texts("allowed_updates") ?? before.CustomerUpdate.AllowedUpdates, customer.Flag("enabled") ?? before.CustomerUpdate.Enabled),
            InvoiceHistory = new PortalSwitch(features.Hash("invoice_history")?.Flag("enabled") ?? before.InvoiceHistory.Enabled),
            PaymentMethodUpdate = method is null ? before.PaymentMethodUpdate
                : new PortalPaymentMethodUpdate(method.Flag("enabled") ?? before.PaymentMethodUpdate.Enabled, method.Text("payment_method_configuration")),
            SubscriptionCancel = features.Hash("subscription_cancel") is { } cancel ? ReadCancel(cancel, before.SubscriptionCancel) : before.SubscriptionCancel,
            SubscriptionUpdate = features.Hash("subscription_update") is { } update ? ReadUpdate(update, before.SubscriptionUpdate) : before.SubscriptionUpdate,
        };
    }

    private static PortalCancel ReadCancel(Parameters cancel, PortalCancel before)
    {
        var reason = cancel.Hash("cancellation_reason");
        return new PortalCancel
        {
            CancellationReason = reason is null ? before.CancellationReason
                : new PortalCancellationReason(reason.Flag("enabled") ?? false, reason.Texts("options") ?? before.CancellationReason.Options),
            Enabled = cancel.Flag("enabled") ?? before.Enabled,
            Mode = cancel.Choice("mode", "at_period_end", "immediately") ?? before.Mode,
            ProrationBehavior = cancel.Choice("proration_behavior", "always_invoice", "create_prorations", "none") ?? before.ProrationBehavior,
        };
    }

    private static PortalUpdate ReadUpdate(Parameters update, PortalUpdate before)
    {
        update.Accept("schedule_at_period_end");
        return before with
        {
            BillingCycleAnchor = update.Choice("billing_cycle_anchor", "now", "unchanged") ?? before.BillingCycleAnchor,
            DefaultAllowedUpdates = update.Texts("default_allowed_updates") ?? before.DefaultAllowedUpdates,
            Enabled = update.Flag("enabled") ?? before.Enabled,
            Products = update.Has("products") ? [.. update.List("products").Select(ReadProduct)] : before.Products,
            ProrationBehavior = update.Choice("proration_behavior", "always_invoice", "create_prorations", "none") ?? before.ProrationBehavior,
            TrialUpdateBehavior = update.Choice("trial_update_behavior", "continue_trial", "end_trial") ?? before.TrialUpdateBehavior,
        };
    }

    private static PortalProduct ReadProduct(Parameters product)
    {
        var quantity = product.Hash("adjustable_quantity");
        return new PortalProduct
        {
            AdjustableQuantity = new PortalAdjustableQuantity(quantity?.Flag("enabled") ?? false, quantity?.Integer("maximum"), quantity?.Integer("minimum") ?? 1),
            Prices = product.Texts("prices") ?? [],
            Product = product.RequiredText("product"),
        };
    }

    private static ListOf<object> ListConfigurations(Call call)
    {
        var active = call.Parameters.Flag("active");
        var isDefault = call.Parameters.Flag("is_default");
        return Paging.Page<PortalConfiguration>(call, row => (active is null || row.Active == active) && (isDefault is null || row.IsDefault == isDefault));
    }

    private static PortalSession CreateSession(Call call)
    {
        var parameters = call.Parameters;
        parameters.Accept("flow_data", "on_behalf_of");
        var customer = CustomerRoutes.Live(call, parameters.RequiredText("customer"), "customer", status: 400);
        var configuration = call.FromParameter<PortalConfiguration>("configuration", "billing_portal configuration") ?? Default(call);
        var id = Ids.New("bps");
        return call.Account.Create("billing_portal.session.created", new PortalSession
        {
            Id = id,
            Created = call.Now,
            Configuration = configuration.Id,
            Customer = customer.Id,
            Locale = parameters.Text("locale"),
            ReturnUrl = parameters.Text("return_url") ?? configuration.DefaultReturnUrl,
            Url = new Uri(call.Sandbox.Address, "/p/session/" + id).ToString(),
        });
    }

    /// <summary>An account that never configured its portal gets one that allows what most portals allow.</summary>
    private static PortalConfiguration Default(Call call) =>
        call.Account.OldestFirst<PortalConfiguration>().FirstOrDefault(row => row is { IsDefault: true, Active: true })
        ?? call.Account.Save(new PortalConfiguration { Id = Ids.New("bpc"), Created = call.Now, Updated = call.Now, IsDefault = true });
}
