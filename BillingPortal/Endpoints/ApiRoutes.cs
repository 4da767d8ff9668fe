using BillingPortal.Access;

namespace BillingPortal.Endpoints;

/// <summary>The table of the JSON API: one line per group of endpoints.</summary>
public static class ApiRoutes
{
    public const string Prefix = "/api/v1/billing";

    public static void MapApi(this WebApplication app)
    {
        app.MapWebhooks();
        var api = app.MapGroup(Prefix).WithTags("billing").AddEndpointFilter<SameSiteFilter>();
        api.MapCatalog();        // the pricing page of any site
        api.MapCheckout();       // buying
        api.MapPortalSession();  // Stripe's own customer portal
        api.MapEntitlements();   // what the product may unlock
        api.MapSubscription();   // state of the subscription
        api.MapPlanChanges();    // previewing and changing it
        api.MapInvoices();       // books
        api.MapWebhookLog();     // support
        app.MapOpenApi();        // /openapi/v1.json, for anyone
        app.MapAccountActions(); // forms that need no page
        if (!app.Services.GetRequiredService<PortalMode>().IsSandbox)
            return;
        app.MapCaughtMail(); // nobody else's mailbox is open to anyone
        app.MapLab();        // timelines of the lab as files
    }
}
