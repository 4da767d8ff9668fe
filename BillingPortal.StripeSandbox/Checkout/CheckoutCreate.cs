using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Reads a request for a Checkout session, works out what it costs, and opens it.</summary>
internal static class CheckoutCreate
{
    public static CheckoutSession Create(Call call)
    {
        var parameters = call.Parameters;
        // Colours and the place of Link's button: the sandbox's page has its own looks.
        parameters.Accept("branding_settings", "wallet_options");
        Unsupported.Refuse(parameters, "payment_method_configuration", "payment_method_options", "permissions");
        RefuseWhatNobodyShips(parameters);
        var mode = parameters.Choice("mode", "payment", "setup", "subscription") ?? throw StripeError.MissingParameter("mode");
        var customer = CustomerOf(call);
        var session = new CheckoutAddresses(call).Add(new CheckoutSession
        {
            Id = Ids.New("cs_test", 58),
            Created = call.Now,
            Mode = mode,
            AdaptivePricing = AdaptivePricing(parameters),
            AfterExpiration = AfterExpiration(parameters),
            AllowPromotionCodes = parameters.Flag("allow_promotion_codes"),
            AutomaticTax = parameters.Hash("automatic_tax") is { } tax && tax.Flag("enabled") == true
                ? new CheckoutAutomaticTax { Enabled = true, Liability = new InvoiceIssuer(tax.Hash("liability")?.Choice("type", "self") ?? "self") } : new CheckoutAutomaticTax(),
            BillingAddressCollection = parameters.Choice("billing_address_collection", "auto", "required"),
            ClientReferenceId = parameters.Text("client_reference_id"),
            ConsentCollection = CheckoutFieldReader.ConsentCollection(parameters),
            Customer = customer?.Id,
            CustomerCreation = CustomerCreation(parameters, mode, customer),
            CustomerDetails = customer is null ? null
                : new CheckoutCustomerDetails
                {
                    Email = customer.Email, Name = customer.Name, Phone = customer.Phone, Address = customer.Address, TaxExempt = customer.TaxExempt,
                    TaxIds = [.. call.Account.OwnedBy<Taxes.TaxId>(customer.Id).Select(id => new CheckoutTaxId(id.Type, id.Value))],
                },
            CustomerEmail = parameters.Text("customer_email"),
            CustomFields = CheckoutFieldReader.CustomFields(parameters),
            CustomText = CheckoutFieldReader.CustomText(parameters),
            Discounts = Discounts(call, mode),
            ExcludedPaymentMethodTypes = Excluded(parameters),
            ExpiresAt = CheckoutRoutes.ExpiryOf(call),
            IntegrationIdentifier = parameters.Text("integration_identifier"),
            InvoiceCreation = InvoiceCreation(parameters, mode),
            Locale = parameters.Text("locale"),
            Metadata = parameters.Metadata(),
            NameCollection = CheckoutFieldReader.NameCollection(parameters),
            OriginContext = parameters.Text("origin_context"),
            PaymentMethodCollection = PaymentMethodCollection(parameters, mode),
            PaymentMethodTypes = MethodTypes(parameters),
            PhoneNumberCollection = new PhoneNumberCollection(parameters.Hash("phone_number_collection")?.Flag("enabled") ?? false),
            Plan = CheckoutPlanReader.Read(call, mode),
            SavedPaymentMethodOptions = SavedMethods(parameters, customer),
            SubmitType = SubmitType(parameters, mode),
            TaxIdCollection = parameters.Hash("tax_id_collection") is { } taxIds
                ? new CheckoutTaxIdCollection(taxIds.Flag("enabled") ?? throw StripeError.MissingParameter(taxIds.Name("enabled")), taxIds.Choice("required", "if_supported", "never") ?? "never") : null,
        });
        RefuseUntaxable(session, customer);
        var items = new CheckoutItemReader(call, mode, customer).Read();
        session = session with { Items = items, Currency = items.Count > 0 ? items[0].Currency : SetupCurrency(parameters) };
        return call.Account.Save(CheckoutPricing.Priced(call.Account, session));
    }

    private static Customer? CustomerOf(Call call)
    {
        var customer = call.Parameters.Text("customer") is { } id ? CustomerRoutes.Live(call, id, "customer", status: 400) : null;
        return customer is not null && call.Parameters.Has("customer_email")
            ? throw StripeError.Invalid("You may only specify one of these parameters: customer, customer_email.", "customer_email") : customer;
    }

    private static string? CustomerCreation(Parameters parameters, string mode, Customer? customer)
    {
        var asked = parameters.Choice("customer_creation", "always", "if_required");
        return asked is not null && (mode == "subscription" || customer is not null)
            ? throw StripeError.Invalid("`customer_creation` can only be used in `payment` and `setup` mode, and without `customer`.", "customer_creation")
            : customer is not null ? null : mode == "subscription" ? "always" : asked ?? "if_required";
    }

    private static string? PaymentMethodCollection(Parameters parameters, string mode)
    {
        var asked = parameters.Choice("payment_method_collection", "always", "if_required");
        return asked is not null && mode != "subscription"
            ? throw StripeError.Invalid("`payment_method_collection` can only be set in `subscription` mode.", "payment_method_collection") : mode == "subscription" ? asked ?? "always" : null;
    }

    /// <summary>The page takes cards, so whoever excludes these leaves it nothing to take.</summary>
    private static List<string>? Excluded(Parameters parameters) => parameters.Texts("excluded_payment_method_types") is not { Count: > 0 } excluded ? null
        : !excluded.Contains("card") ? excluded
        : throw StripeError.Invalid("The sandbox's Checkout takes cards only, so they cannot be excluded.", "excluded_payment_method_types");

    private static string? SubmitType(Parameters parameters, string mode)
    {
        var type = parameters.Choice("submit_type", "auto", "book", "donate", "pay", "subscribe");
        return type is "book" or "donate" or "pay" && mode != "payment" ? throw StripeError.Invalid($"`submit_type={type}` can only be used in `payment` mode.", "submit_type") : type;
    }

    private static List<CheckoutDiscount> Discounts(Call call, string mode)
    {
        var discounts = call.Parameters.List("discounts").Select(sent => new CheckoutDiscount(sent.Text("coupon"), sent.Text("promotion_code"))).ToList();
        if (discounts.Count == 0)
        {
            return discounts;
        }

        return call.Parameters.Has("allow_promotion_codes") ? throw StripeError.Invalid("You may only specify one of these parameters: allow_promotion_codes, discounts.", "discounts")
            : mode == "setup" ? throw StripeError.Invalid("You cannot pass `discounts` in `setup` mode.", "discounts")
            : discounts.Count > 1 ? throw StripeError.Invalid("Checkout takes at most one discount.", "discounts")
            : discounts[0] is { Coupon: null, PromotionCode: null } ? throw StripeError.MissingParameter("discounts[0][coupon]") : discounts;
    }

    private static CheckoutInvoiceCreation? InvoiceCreation(Parameters parameters, string mode)
    {
        if (mode != "payment")
        {
            return parameters.Has("invoice_creation") ? throw StripeError.Invalid("`invoice_creation` can only be used in `payment` mode.", "invoice_creation") : null;
        }

        var data = parameters.Hash("invoice_creation")?.Hash("invoice_data");
        if (data is not null)
        {
            Unsupported.Refuse(data, "account_tax_ids");
        }

        return new CheckoutInvoiceCreation(parameters.Hash("invoice_creation")?.Flag("enabled") ?? false)
        {
            InvoiceData = data is null ? new CheckoutInvoiceData() : new CheckoutInvoiceData
            {
                CustomFields = data.Has("custom_fields") ? [.. data.List("custom_fields").Select(field => new CustomField(field.RequiredText("name"), field.RequiredText("value")))] : null,
                Description = data.Text("description"),
                Footer = data.Text("footer"),
                Issuer = data.Hash("issuer")?.Choice("type", "self") is { } issuer ? new InvoiceIssuer(issuer) : null,
                Metadata = data.Metadata(),
                RenderingOptions = RenderingOptions.Read(data),
            },
        };
    }

    private static SavedPaymentMethodOptions? SavedMethods(Parameters parameters, Customer? customer) => parameters.Hash("saved_payment_method_options") is { } saved
        ? new SavedPaymentMethodOptions(saved.Texts("allow_redisplay_filters"), saved.Choice("payment_method_remove", "disabled", "enabled"), saved.Choice("payment_method_save", "disabled", "enabled"))
        : customer is null ? null : new SavedPaymentMethodOptions(["always"], "disabled", null);

    private static CheckoutAfterExpiration? AfterExpiration(Parameters parameters) => parameters.Hash("after_expiration") is not { } after ? null : new CheckoutAfterExpiration(
        after.Hash("recovery") is not { } recovery ? null : new CheckoutRecovery(recovery.Flag("allow_promotion_codes") ?? false,
            recovery.Flag("enabled") ?? throw StripeError.MissingParameter(recovery.Name("enabled")), null, null));

    private static CheckoutAdaptivePricing? AdaptivePricing(Parameters parameters) => parameters.Hash("adaptive_pricing")?.Flag("enabled") switch
    {
        null => null,
        false => new CheckoutAdaptivePricing(false),
        _ => throw StripeError.Invalid("The sandbox has no exchange rates and cannot present prices in other currencies. Use `currency_options` of the price.", "adaptive_pricing[enabled]"),
    };

    private static List<string> MethodTypes(Parameters parameters) => parameters.Texts("payment_method_types") is not { Count: > 0 } types ? ["card"]
        : types.Contains("card") ? types : throw StripeError.Invalid("The sandbox's pages take cards: `payment_method_types` must hold `card`.", "payment_method_types");

    private static string? SetupCurrency(Parameters parameters) => parameters.Has("currency") ? Catalog.PriceRoutes.CurrencyOf(parameters) : null;

    /// <summary>Tax needs an address: the customer's, or one that the page may put on the customer.</summary>
    private static void RefuseUntaxable(CheckoutSession session, Customer? customer)
    {
        if (session.AutomaticTax.Enabled && customer is not null && !session.Plan.UpdatesAddress && Taxes.TaxLocation.Of(customer.Address, customer.Shipping) is null)
        {
            throw StripeError.Invalid("Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set "
                + "`customer_update[address]` to 'auto' to save the address entered in Checkout to the Customer.", "automatic_tax", "customer_tax_location_invalid", validation: false);
        }
    }

    private static void RefuseWhatNobodyShips(Parameters parameters)
    {
        foreach (var name in (ReadOnlySpan<string>)["shipping_address_collection", "shipping_options", "optional_items", "managed_payments"])
        {
            if (parameters.Has(name))
            {
                throw StripeError.Invalid($"The sandbox sells plans and services: its Checkout has no `{name}`.", name);
            }
        }
    }
}
