using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Clocks;
using BillingPortal.StripeSandbox.CreditNotes;
using BillingPortal.StripeSandbox.Credits;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Elements;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Faults;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Pages;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Portal;
using BillingPortal.StripeSandbox.Preview;
using BillingPortal.StripeSandbox.Sources;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;
using BillingPortal.StripeSandbox.Wire.Surface;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox;

/// <summary>The table of everything that the sandbox serves.</summary>
internal static class SandboxRoutes
{
    public static void Map(WebApplication app, SandboxContext sandbox, ApiPipeline pipeline, Timekeeper timekeeper, Travel travel)
    {
        var door = new PublicDoor(pipeline);
        sandbox.Api = Api(timekeeper);
        CrossOrigin.Use(app);
        foreach (var (method, path, handler) in sandbox.Api.Routes)
        {
            var shape = RequestSurface.Find(method, path);
            app.MapMethods(path, [method], (RequestDelegate)(http => door.ServeAsync(http, path, handler, shape)));
        }

        var visit = new PageVisit(sandbox, timekeeper);
        CheckoutPage.Map(app, visit);
        ThreeDSecurePage.Map(app, visit);
        InvoicePage.Map(app, visit);
        CreditNotePage.Map(app, visit);
        PortalPages.Map(app, visit);
        Assets.Map(app);
        BrowserScript.Map(app);
        app.MapGet(ElementsSession.Path, (RequestDelegate)(http => door.ServeAsync(http, ElementsSession.Path, ElementsSession.For(http.Request.Query["client_secret"]))));
        ClockRoutes.Map(app, sandbox, travel);
        FaultRoutes.Map(app, sandbox.Faults);
        app.MapFallback("{**path}", (RequestDelegate)(http => door.ServeAsync(http, "", _ => throw Unrecognized(http.Request))));
    }

    /// <summary>One line per resource.</summary>
    internal static RouteTable Api(Timekeeper timekeeper)
    {
        var routes = new RouteTable();
        CustomerRoutes.Map(routes);
        CustomerBalance.Map(routes);
        ProductRoutes.Map(routes);
        PriceRoutes.Map(routes);
        CouponRoutes.Map(routes);
        PromotionCodeRoutes.Map(routes);
        DiscountRoutes.Map(routes);
        TaxRates.Map(routes);
        TaxIds.Map(routes);
        CustomerTax.Map();
        CheckoutRoutes.Map(routes);
        SubscriptionRoutes.Map(routes);
        SubscriptionItemRoutes.Map(routes);
        InvoiceRoutes.Map(routes);
        PreviewRoutes.Map(routes);
        InvoiceItemRoutes.Map(routes);
        CreditNoteRoutes.Map(routes);
        MeterRoutes.Map(routes);
        MeterEventRoutes.Map(routes);
        CreditGrantRoutes.Map(routes);
        CreditBalanceRoutes.Map(routes);
        PaymentMethodRoutes.Map(routes);
        CardSourceRoutes.Map(routes);
        PaymentIntentRoutes.Map(routes);
        SetupIntentRoutes.Map(routes);
        ChargeRoutes.Map(routes);
        RefundRoutes.Map(routes);
        DisputeRoutes.Map(routes);
        EarlyFraudWarningRoutes.Map(routes);
        BalanceRoutes.Map(routes);
        PaymentMethodDomainRoutes.Map(routes);
        ConfirmationTokens.Map(routes);
        NextPaymentRoutes.Map(routes);
        AccountSettingsRoutes.Map(routes);
        PortalRoutes.Map(routes);
        new TestClockRoutes(timekeeper).Map(routes);
        EventRoutes.Map(routes);
        WebhookEndpointRoutes.Map(routes);
        return routes;
    }

    private static StripeError Unrecognized(HttpRequest request) => new(404, new ErrorBody
    {
        Type = "invalid_request_error",
        Message = $"Unrecognized request URL ({request.Method}: {request.Path}). Please see https://stripe.com/docs; the sandbox serves the paths under /v1 that billing uses.",
    }) { IsValidation = true };
}
