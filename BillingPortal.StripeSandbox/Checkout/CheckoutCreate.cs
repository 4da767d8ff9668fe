using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Reads a request for a Checkout session and opens it.</summary>
internal static class CheckoutCreate
{
    public static CheckoutSession Create(Call call)
    {
        var parameters = call.Parameters;
        AcceptUnused(parameters);
        var mode = parameters.Choice("mode", "payment", "setup", "subscription") ?? throw StripeError.MissingParameter("mode");
        var customer = parameters.Text("customer") is { } customerId ? CustomerRoutes.Live(call, customerId, "customer", status: 400) : null;
        if (customer is not null && parameters.Has("customer_email"))
        {
            throw StripeError.Invalid("You may only specify one of these parameters: customer, customer_email.", "customer_email");
        }

        var items = mode == "setup" ? [] : parameters.List("line_items").Select(item => ReadItem(call, item, mode)).ToList();
        Check(mode, items, customer);
        var plan = ReadPlan(call, mode);
        var trial = plan.TrialPeriodDays > 0 || plan.TrialEnd is not null;
        items = trial ? [.. items.Select(item => item.Price.Recurring is null ? item : item with { AmountSubtotal = 0, AmountTotal = 0 })] : items;
        var total = items.Sum(item => item.AmountTotal);
        var hosted = (parameters.Choice("ui_mode", "hosted_page", "embedded_page", "elements", "form") ?? "hosted_page") == "hosted_page";
        var id = Ids.New("cs_test", 58);
        var session = new CheckoutSession
        {
            Id = id,
            Created = call.Now,
            AllowPromotionCodes = parameters.Flag("allow_promotion_codes"),
            AmountSubtotal = mode == "setup" ? null : total,
            AmountTotal = mode == "setup" ? null : total,
            AutomaticTax = parameters.Hash("automatic_tax")?.Flag("enabled") == true
                ? new CheckoutAutomaticTax { Enabled = true, Liability = new InvoiceIssuer("self") } : new CheckoutAutomaticTax(),
            BillingAddressCollection = parameters.Choice("billing_address_collection", "auto", "required"),
            CancelUrl = parameters.Text("cancel_url"),
            ClientReferenceId = parameters.Text("client_reference_id"),
            ClientSecret = hosted ? null : Ids.Secret(id),
            Currency = items.Count > 0 ? items[0].Currency : parameters.Text("currency"),
            Customer = customer?.Id,
            CustomerCreation = customer is not null ? null : mode == "payment"
                ? parameters.Choice("customer_creation", "always", "if_required") ?? "if_required" : mode == "subscription" ? "always" : null,
            CustomerDetails = customer is null ? null
                : new CheckoutCustomerDetails { Email = customer.Email, Name = customer.Name, Address = customer.Address, TaxExempt = customer.TaxExempt },
            CustomerEmail = parameters.Text("customer_email"),
            ExpiresAt = CheckoutRoutes.ExpiryOf(call),
            InvoiceCreation = mode == "payment" ? new CheckoutInvoiceCreation(parameters.Hash("invoice_creation")?.Flag("enabled") ?? false) : null,
            Items = items,
            Locale = parameters.Text("locale"),
            Metadata = parameters.Metadata(),
            Mode = mode,
            PaymentMethodCollection = mode == "subscription" ? parameters.Choice("payment_method_collection", "always", "if_required") ?? "always" : null,
            PaymentMethodTypes = parameters.Texts("payment_method_types") is { Count: > 0 } types ? types : ["card"],
            PaymentStatus = mode == "setup" || total == 0 ? "no_payment_required" : "unpaid",
            PhoneNumberCollection = new PhoneNumberCollection(parameters.Hash("phone_number_collection")?.Flag("enabled") ?? false),
            Plan = plan,
            ReturnUrl = parameters.Text("return_url"),
            SubmitType = parameters.Choice("submit_type", "auto", "book", "donate", "pay", "subscribe"),
            SuccessUrl = parameters.Text("success_url"),
            TotalDetails = mode == "setup" ? null : new CheckoutTotalDetails(),
            UiMode = parameters.Text("ui_mode") ?? "hosted_page",
            Url = hosted ? new Uri(call.Sandbox.Address, "/c/pay/" + id).ToString() : null,
        };
        if (hosted && session.SuccessUrl is null)
        {
            throw StripeError.MissingParameter("success_url");
        }

        return call.Account.Save(session);
    }

    private static CheckoutItem ReadItem(Call call, Parameters item, string mode)
    {
        item.Accept("adjustable_quantity", "dynamic_tax_rates", "tax_rates");
        var price = call.FromParameter<Price>(item, "price", "price") ?? InlinePrice(call, item);
        if (!price.Active)
        {
            throw StripeError.WrongState("The price specified is inactive. This field only accepts active prices.", param: item.Name("price"));
        }

        if (mode == "payment" && price.Recurring is not null)
        {
            throw StripeError.WrongState("You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.", param: item.Name("price"));
        }

        var quantity = item.Integer("quantity") ?? (price.Recurring?.UsageType == "metered" ? 1 : throw StripeError.Invalid(
            "Quantity is required. Add `quantity` to the line item.", item.Name("quantity"), "parameter_missing"));
        var amount = Lines.AmountOf(price, quantity);
        return new CheckoutItem
        {
            Id = Ids.New("li"), AmountSubtotal = amount, AmountTotal = amount, Currency = price.Currency, Description = Lines.NameOf(call.Account, price),
            Price = price, Quantity = quantity, Metadata = item.Metadata(),
        };
    }

    private static Price InlinePrice(Call call, Parameters item)
    {
        var data = item.Hash("price_data") ?? throw StripeError.MissingParameter(item.Name("price"));
        var product = call.FromParameter<Product>(data, "product", "product")?.Id ?? ProductData(call, data);
        return PriceRoutes.Create(call, data, product);
    }

    private static string ProductData(Call call, Parameters data)
    {
        var product = data.Hash("product_data") ?? throw StripeError.MissingParameter(data.Name("product"));
        product.Accept("images", "tax_code", "tax_details");
        return call.Account.Save(new Product
        {
            Id = Ids.New("prod", 14), Created = call.Now, Updated = call.Now, Name = product.RequiredText("name"),
            Description = product.Text("description"), Metadata = product.Metadata(), UnitLabel = product.Text("unit_label"),
        }).Id;
    }

    private static CheckoutPlan ReadPlan(Call call, string mode)
    {
        var parameters = call.Parameters;
        var subscription = parameters.Hash("subscription_data");
        var payment = parameters.Hash("payment_intent_data");
        var data = mode switch { "subscription" => subscription, "payment" => payment, _ => parameters.Hash("setup_intent_data") };
        subscription?.Accept("default_tax_rates", "invoice_settings", "billing_mode", "billing_cycle_anchor_config", "application_fee_percent", "on_behalf_of", "transfer_data");
        payment?.Accept("capture_method", "receipt_email", "statement_descriptor", "statement_descriptor_suffix", "transfer_group", "on_behalf_of", "application_fee_amount");
        data?.Accept("on_behalf_of");
        var days = subscription?.Integer("trial_period_days");
        if (days is < 1 or > 730)
        {
            throw StripeError.Invalid("The minimum number of trial period days is 1 and the maximum is 730.", "subscription_data[trial_period_days]", "parameter_invalid_integer");
        }

        var update = parameters.Hash("customer_update");
        update?.Accept("shipping");
        return new CheckoutPlan
        {
            TrialPeriodDays = days,
            TrialEnd = subscription?.Integer("trial_end"),
            MissingPaymentMethod = (subscription is null ? null : SubscriptionRoutes.MissingPaymentMethod(subscription)) ?? "create_invoice",
            Description = data?.Text("description"),
            Metadata = data?.Metadata() ?? [],
            BillingCycleAnchor = subscription?.Integer("billing_cycle_anchor"),
            ProrationBehavior = subscription?.Choice("proration_behavior", "create_prorations", "none") ?? "create_prorations",
            SetupFutureUsage = payment?.Choice("setup_future_usage", "off_session", "on_session"),
            Shipping = payment is null ? null : Shipping.Read(payment, "shipping"),
            UpdatesAddress = update?.Choice("address", "auto", "never") == "auto",
            UpdatesName = update?.Choice("name", "auto", "never") == "auto",
        };
    }

    private static void Check(string mode, List<CheckoutItem> items, Customer? customer)
    {
        if (mode != "setup" && items.Count == 0)
        {
            throw StripeError.MissingParameter("line_items");
        }

        if (mode == "subscription" && items.TrueForAll(item => item.Price.Recurring is null))
        {
            throw StripeError.WrongState("You must provide at least one recurring price in `subscription` mode when using prices.", param: "line_items");
        }

        if (items.Select(item => item.Currency).Distinct().Count() > 1)
        {
            throw StripeError.WrongState("Each line item must use the same currency.", param: "line_items");
        }

        if (customer?.Currency is { } known && items.Count > 0 && mode == "subscription" && items[0].Currency != known)
        {
            throw StripeError.WrongState($"You cannot combine currencies on a single customer. This customer has had a subscription, coupon, or invoice item with currency {known}");
        }
    }

    private static void AcceptUnused(Parameters parameters) => parameters.Accept("adaptive_pricing", "after_expiration", "consent_collection", "custom_fields", "custom_text",
        "discounts", "payment_method_options", "payment_method_configuration", "payment_method_data", "permissions", "redirect_on_completion", "saved_payment_method_options",
        "shipping_address_collection", "shipping_options", "tax_id_collection", "customer_update", "invoice_creation", "optional_items", "name_collection", "wallet_options",
        "subscription_data", "payment_intent_data", "setup_intent_data", "currency", "branding_settings", "origin_context", "excluded_payment_method_types", "customer_creation",
        "payment_method_collection", "client_reference_id");
}
