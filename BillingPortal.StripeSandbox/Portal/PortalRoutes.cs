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
        _ = call.Parameters.Hash("features") ?? throw StripeError.MissingParameter("features");
        var isFirst = !call.Account.OldestFirst<PortalConfiguration>().Any();
        var blank = new PortalConfiguration { Id = Ids.New("bpc"), Created = call.Now, Updated = call.Now, IsDefault = isFirst };
        return call.Account.Create("billing_portal.configuration.created", PortalConfigurationReader.Read(call, blank));
    }

    private static PortalConfiguration UpdateConfiguration(Call call)
    {
        var before = call.FromPath<PortalConfiguration>("id", "billing_portal configuration");
        if (before.IsDefault && call.Parameters.Flag("active") == false)
        {
            throw StripeError.WrongState("The default portal configuration cannot be deactivated.", param: "active");
        }

        var after = PortalConfigurationReader.Read(call, before) with { Active = call.Parameters.Flag("active") ?? before.Active, Updated = call.Now };
        return call.Account.Update("billing_portal.configuration.updated", before, after);
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
        Unsupported.RefuseConnect(parameters);
        var customer = CustomerRoutes.Live(call, parameters.RequiredText("customer"), "customer", status: 400);
        var configuration = call.FromParameter<PortalConfiguration>("configuration", "billing_portal configuration") ?? Default(call.Account);
        if (!configuration.Active)
        {
            throw StripeError.WrongState("This portal configuration is inactive; sessions can only use active ones.", param: "configuration");
        }

        var flow = new PortalFlowReader(call, customer.Id, configuration.Features).Read();
        return Open(call.Account, customer, configuration, flow, parameters.Text("locale"), parameters.Text("return_url"));
    }

    /// <summary>Opens the portal for a customer: by request, or because they came over the login page.</summary>
    public static PortalSession Open(
        Account account, Customer customer, PortalConfiguration configuration, PortalFlow? flow = null, string? locale = null, string? returnUrl = null)
    {
        var id = Ids.New("bps");
        return account.Create("billing_portal.session.created", new PortalSession
        {
            Id = id,
            Created = account.SandboxNow,
            Configuration = configuration.Id,
            Customer = customer.Id,
            Flow = flow,
            Locale = locale,
            ReturnUrl = returnUrl ?? configuration.DefaultReturnUrl,
            Url = new Uri(account.Context.Address, "/p/session/" + id).ToString(),
        });
    }

    /// <summary>An account that never configured its portal gets one that allows what most portals allow.</summary>
    private static PortalConfiguration Default(Account account) =>
        account.OldestFirst<PortalConfiguration>().FirstOrDefault(row => row is { IsDefault: true, Active: true })
        ?? account.Save(new PortalConfiguration { Id = Ids.New("bpc"), Created = account.SandboxNow, Updated = account.SandboxNow, IsDefault = true });
}
