using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;
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
        var parameters = call.Parameters;
        parameters.Accept("add_invoice_items", "application_fee_percent", "backdate_start_date", "billing_cycle_anchor_config", "billing_thresholds",
            "invoice_settings", "off_session", "payment_settings", "pending_invoice_item_interval", "trial_from_plan");
        var customer = CustomerRoutes.Live(call, parameters.RequiredText("customer"), "customer", status: 400);
        return SubscriptionStart.Begin(call.Account, ReadOrder(call, parameters, customer));
    }

    /// <summary>What is ordered, by a new subscription and by a preview of one.</summary>
    public static SubscriptionOrder ReadOrder(Call call, Parameters parameters, Customer customer)
    {
        var items = parameters.List("items").Select(item => ReadItem(call, item)).ToList();
        return new SubscriptionOrder
        {
            Customer = customer,
            Items = items,
            TrialEnd = TrialEndOf(call, parameters, items),
            MissingPaymentMethod = MissingPaymentMethod(parameters) ?? "create_invoice",
            DefaultPaymentMethod = OwnMethod(call, parameters, customer.Id),
            PaymentBehavior = parameters.Choice("payment_behavior", "allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete") ?? "allow_incomplete",
            CollectionMethod = parameters.Choice("collection_method", "charge_automatically", "send_invoice") ?? "charge_automatically",
            DaysUntilDue = parameters.Integer("days_until_due"),
            Metadata = parameters.Metadata(),
            Description = parameters.Text("description"),
            CancelAtPeriodEnd = parameters.Flag("cancel_at_period_end") ?? false,
            CancelAt = parameters.Integer("cancel_at"),
            BillingCycleAnchor = parameters.Integer("billing_cycle_anchor"),
            ProrationBehavior = parameters.Choice("proration_behavior", "create_prorations", "none", "always_invoice") ?? "create_prorations",
            SaveDefaultPaymentMethod = parameters.Hash("payment_settings")?.Choice("save_default_payment_method", "off", "on_subscription") ?? "off",
            BillingMode = parameters.Hash("billing_mode")?.Choice("type", "classic", "flexible") ?? "classic",
            AutomaticTax = parameters.Hash("automatic_tax")?.Flag("enabled") ?? false,
            Currency = parameters.Text("currency")?.ToLowerInvariant(),
            DefaultTaxRates = TaxRates.Read(call, parameters, "default_tax_rates") ?? [],
            Discounts = DiscountChoice.Read(call, parameters) ?? [],
        };
    }

    public static OrderedItem ReadItem(Call call, Parameters item)
    {
        item.Accept("billing_thresholds", "plan");
        var price = call.FromParameter<Price>(item, "price", "price") ?? InlinePrice(call, item);
        MeteredPrices.RefuseQuantity(price, item);
        return new OrderedItem(price, item.Integer("quantity") ?? 1, item.Metadata(), DiscountChoice.Read(call, item), TaxRates.Read(call, item, "tax_rates"));
    }

    /// <summary>A price made on the spot by <c>price_data</c>.</summary>
    public static Price InlinePrice(Call call, Parameters item)
    {
        var data = item.Hash("price_data") ?? throw StripeError.MissingParameter(item.Name("price"));
        var product = call.FromParameter<Product>(data, "product", "product") ?? throw StripeError.MissingParameter(data.Name("product"));
        return PriceRoutes.Create(call, data, product.Id);
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

    private static long? TrialEndOf(Call call, Parameters parameters, List<OrderedItem> items)
    {
        if (parameters.Text("trial_end") is { } text)
        {
            return text == "now" ? null : Future(call, parameters.Integer("trial_end")!.Value, "trial_end");
        }

        var days = parameters.Integer("trial_period_days") ?? (parameters.Flag("trial_from_plan") == true ? items.Max(item => item.Price.Recurring?.TrialPeriodDays) : null);
        return days switch
        {
            null or 0 => null,
            < 0 or > 730 => throw StripeError.Invalid("The maximum number of trial period days is 730 (2 years).", "trial_period_days"),
            _ => call.Now + (days.Value * 86_400),
        };
    }

    public static long Future(Call call, long at, string param) =>
        at > call.Now ? at : throw StripeError.Invalid("Timestamp must be an integer Unix timestamp in the future.", param, "timestamp_in_past");

    private static Subscription Cancel(Call call)
    {
        var subscription = call.FromPath<Subscription>("id", "subscription");
        call.Parameters.Accept("prorate");
        var invoicesNow = call.Parameters.Flag("invoice_now") ?? false;
        if (subscription.IsOver)
        {
            throw StripeError.Missing("subscription", subscription.Id, "id");
        }

        var details = call.Parameters.Hash("cancellation_details");
        var ended = SubscriptionLifecycle.Cancel(call.Account, subscription, new CancellationDetails
        {
            Reason = "cancellation_requested", Comment = details?.Text("comment"), Feedback = details?.Text("feedback"),
        });
        return !invoicesNow ? ended
            : Collection.AtOnce(call.Account, FinalInvoice.Draft(call.Account, subscription, ended, "subscription_update"), new CollectionTerms { Present = false });
    }

    private static Subscription Resume(Call call)
    {
        var subscription = call.FromPath<Subscription>("id", "subscription");
        call.Parameters.Accept("billing_cycle_anchor", "proration_behavior", "proration_date");
        if (subscription.Status != "paused")
        {
            throw StripeError.WrongState("Only paused subscriptions can be resumed.");
        }

        var resumed = Collection.AtOnce(call.Account, Trials.Begin(call.Account, subscription, "subscription_update"), new CollectionTerms());
        Events.EventLog.Emit(call.Account, "customer.subscription.resumed", resumed);
        return resumed;
    }

    private static ListOf<object> List(Call call)
    {
        var parameters = call.Parameters;
        parameters.Accept("automatic_tax");
        var status = parameters.Choice("status", "active", "all", "canceled", "ended", "incomplete", "incomplete_expired", "past_due", "paused", "trialing", "unpaid");
        var price = parameters.Text("price");
        var collection = parameters.Choice("collection_method", "charge_automatically", "send_invoice");
        var clock = parameters.Text("test_clock");
        var starts = Paging.CreatedFilter(parameters, "current_period_start");
        var ends = Paging.CreatedFilter(parameters, "current_period_end");
        var customer = parameters.Text("customer");
        var among = (customer ?? price) is { } owner ? call.Account.OwnedBy<Subscription>(owner) : null;
        return Paging.Page(call, row => HasStatus(row, status) && (collection is null || row.CollectionMethod == collection) && starts(row.PeriodStart) && ends(row.PeriodEnd)
            && (price is null || row.Items.Data.Exists(item => item.Price.Id == price)) && (clock is null || row.TestClock == clock), among);
    }

    /// <summary>Without a status, everything that is not canceled.</summary>
    private static bool HasStatus(Subscription row, string? status) => status switch
    {
        null => row.Status != "canceled",
        "all" => true,
        "ended" => row.IsOver,
        _ => row.Status == status,
    };
}
