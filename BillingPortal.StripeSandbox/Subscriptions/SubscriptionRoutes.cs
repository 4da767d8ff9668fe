using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>Subscriptions through the API: made, read, listed, cancelled and resumed. Changing one has a file of its own.</summary>
internal static class SubscriptionRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/subscriptions", Create);
        routes.Get("/v1/subscriptions", List);
        routes.Get("/v1/subscriptions/{id}", call => call.FromPath<Subscription>("id", "subscription"));
        routes.Post("/v1/subscriptions/{id}", SubscriptionUpdate.Update);
        routes.Delete("/v1/subscriptions/{id}", Cancel);
        routes.Post("/v1/subscriptions/{id}/resume", Resume);
        Includables.Add<Customer>("customer", "subscriptions", static (account, customer) => new ListOf<object>
        {
            Data = [.. Enumerable.Reverse(account.OwnedBy<Subscription>(customer.Id)).Where(row => !row.IsOver)],
            Url = $"/v1/customers/{customer.Id}/subscriptions",
        });
    }

    private static Subscription Create(Call call)
    {
        var customer = CustomerRoutes.Live(call, call.Parameters.RequiredText("customer"), "customer", status: 400);
        return SubscriptionStart.Begin(call.Account, OrderReader.Read(call, call.Parameters, customer));
    }

    public static string? MissingPaymentMethod(Parameters parameters) =>
        parameters.Hash("trial_settings")?.Hash("end_behavior")?.Choice("missing_payment_method", "cancel", "create_invoice", "pause");

    /// <summary>A subscription's default must be a method of its customer.</summary>
    public static string? OwnMethod(Call call, Parameters parameters, string customer)
    {
        var method = PaymentMethods.ResolveOptional(call, parameters, "default_payment_method");
        return method is null || method.Customer == customer ? method?.Id : throw StripeError.WrongState(
            $"The customer does not have a payment method with the ID {method.Id}. The payment method must be attached to the customer.", param: "default_payment_method");
    }

    public static long Future(Call call, long at, string param) =>
        at > call.Now ? at : throw StripeError.Invalid("Timestamp must be an integer Unix timestamp in the future.", param, "timestamp_in_past");

    private static Subscription Cancel(Call call)
    {
        var subscription = call.FromPath<Subscription>("id", "subscription");
        var (prorate, invoiceNow) = (call.Parameters.Flag("prorate") ?? false, call.Parameters.Flag("invoice_now") ?? false);
        if (subscription.IsOver)
        {
            throw StripeError.Missing("subscription", subscription.Id, "id");
        }

        var details = EndReader.ReadDetails(call.Parameters, subscription.CancellationDetails) with { Reason = "cancellation_requested" };
        return Collection.AtOnce(call.Account, Cancellation.Now(call.Account, subscription, details, prorate, invoiceNow), new CollectionTerms { Present = false });
    }

    private static Subscription Resume(Call call)
    {
        var subscription = call.FromPath<Subscription>("id", "subscription");
        if (subscription.Status != "paused")
        {
            throw StripeError.WrongState("Only paused subscriptions can be resumed.");
        }

        return Resumption.Resume(call.Account, subscription, ResumeTerms.Read(call, call.Parameters));
    }

    private static ListOf<object> List(Call call)
    {
        var parameters = call.Parameters;
        var taxed = parameters.Hash("automatic_tax")?.Flag("enabled");
        var status = parameters.Choice("status", "active", "all", "canceled", "ended", "incomplete", "incomplete_expired", "past_due", "paused", "trialing", "unpaid");
        // A plan is a price by its old name.
        var (price, plan) = (parameters.Text("price"), parameters.Text("plan"));
        var collection = parameters.Choice("collection_method", "charge_automatically", "send_invoice");
        var clock = parameters.Text("test_clock");
        var starts = Paging.CreatedFilter(parameters, "current_period_start");
        var ends = Paging.CreatedFilter(parameters, "current_period_end");
        var customer = parameters.Text("customer");
        var among = (customer ?? price ?? plan) is { } owner ? call.Account.OwnedBy<Subscription>(owner) : null;
        return Paging.Page(call, row => HasStatus(row, status) && (collection is null || row.CollectionMethod == collection) && starts(row.PeriodStart) && ends(row.PeriodEnd)
            && (taxed is null || row.AutomaticTax.Enabled == taxed) && HasPrice(row, price) && HasPrice(row, plan) && (clock is null || row.TestClock == clock), among);
    }

    private static bool HasPrice(Subscription row, string? price) => price is null || row.Items.Data.Exists(item => item.Price.Id == price);

    /// <summary>Without a status, everything that is not canceled.</summary>
    private static bool HasStatus(Subscription row, string? status) => status switch
    {
        null => row.Status != "canceled",
        "all" => true,
        "ended" => row.IsOver,
        _ => row.Status == status,
    };
}
