using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Clocks;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Customers;

/// <summary>Customers through the API.</summary>
internal static class CustomerRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/customers", Create);
        routes.Get("/v1/customers", List);
        routes.Get("/v1/customers/{id}", Retrieve);
        routes.Post("/v1/customers/{id}", Update);
        routes.Delete("/v1/customers/{id}", Delete);
    }

    /// <summary>The customer a path or parameter names; a deleted one may still be read but not changed.</summary>
    public static Customer Live(Call call, string id, string param, int status = 404)
    {
        var customer = call.Account.Find<Customer>(id) ?? throw StripeError.Missing("customer", id, param, status);
        call.Account.EnterClockOf(customer);
        return customer;
    }

    private static Customer Create(Call call)
    {
        var parameters = call.Parameters;
        var clock = call.FromParameter<TestClock>("test_clock", "test clock");
        var blank = Blank(call.Account) with { TestClock = clock?.Id, Created = clock?.FrozenTime ?? call.Now };
        var method = PaymentMethods.ResolveOptional(call, parameters, "payment_method");
        if (method is not null)
        {
            // The alias that names the method may name it again as the default; both mean the one that is attached here.
            PaymentMethods.RefuseUnlessAttachable(method);
        }

        var made = call.Account.Create("customer.created", Read(call, blank, method));
        if (method is not null)
        {
            PaymentMethods.Attach(call.Account, method, made);
        }

        CustomerTax.Check(call, made);
        foreach (var sent in parameters.List("tax_id_data"))
        {
            TaxIds.Create(call, made, sent);
        }

        return CustomerBalance.Set(call, call.Account.Get<Customer>(made.Id), "initial");
    }

    /// <summary>A customer of whom nothing is known yet.</summary>
    public static Customer Blank(Account account) => new()
    {
        Id = Ids.New("cus", 14), Created = account.Now, InvoicePrefix = NewInvoicePrefix(), InvoiceSettings = new CustomerInvoiceSettings(),
    };

    private static Customer Update(Call call)
    {
        var before = Live(call, call.Path["id"], "id");
        var after = call.Account.Update("customer.updated", before, Read(call, before, made: null));
        CustomerTax.Check(call, after);
        return CustomerBalance.Set(call, after, "adjustment");
    }

    /// <summary>The fields that making and changing share.</summary>
    private static Customer Read(Call call, Customer before, PaymentMethod? made)
    {
        var parameters = call.Parameters;
        Unsupported.Refuse(parameters, "cash_balance", "default_source");
        return before with
        {
            Address = Address.Read(parameters, "address", before.Address),
            BusinessName = parameters.Text("business_name", before.BusinessName),
            Description = parameters.Text("description", before.Description),
            Discount = CustomerDiscounts.Read(call, before),
            Email = EmailOf(parameters, before.Email),
            IndividualName = parameters.Text("individual_name", before.IndividualName),
            InvoicePrefix = parameters.Text("invoice_prefix") ?? before.InvoicePrefix,
            InvoiceSettings = InvoiceSettings(call, before, made),
            Metadata = parameters.Metadata(before.Metadata),
            Name = parameters.Text("name", before.Name),
            NextInvoiceSequence = parameters.Integer("next_invoice_sequence") is not { } sequence ? before.NextInvoiceSequence : sequence >= 1 ? sequence
                : throw StripeError.Invalid("This value must be greater than or equal to 1.", "next_invoice_sequence", "parameter_invalid_integer"),
            Phone = parameters.Text("phone", before.Phone),
            PreferredLocales = parameters.Texts("preferred_locales") ?? before.PreferredLocales,
            Shipping = Shipping.Read(parameters, "shipping", before.Shipping),
            TaxExempt = parameters.Choice("tax_exempt", "none", "exempt", "reverse") ?? before.TaxExempt,
        };
    }

    private static CustomerInvoiceSettings InvoiceSettings(Call call, Customer customer, PaymentMethod? made)
    {
        if (call.Parameters.Hash("invoice_settings") is not { } settings)
        {
            return customer.InvoiceSettings;
        }

        return customer.InvoiceSettings with
        {
            CustomFields = settings.Has("custom_fields")
                ? [.. settings.List("custom_fields").Select(field => new CustomField(field.RequiredText("name"), field.RequiredText("value")))]
                : customer.InvoiceSettings.CustomFields,
            DefaultPaymentMethod = settings.Has("default_payment_method")
                ? OwnMethod(call, settings, customer, made) : customer.InvoiceSettings.DefaultPaymentMethod,
            Footer = settings.Text("footer", customer.InvoiceSettings.Footer),
            RenderingOptions = RenderingOptions.Read(settings, customer.InvoiceSettings.RenderingOptions),
        };
    }

    private static string? OwnMethod(Call call, Parameters settings, Customer customer, PaymentMethod? made)
    {
        var sent = settings.Text("default_payment_method");
        if (sent is null || made is not null && sent == call.Parameters.Text("payment_method"))
        {
            return sent is null ? null : made!.Id;
        }

        var method = PaymentMethods.Resolve(call.Account, sent, settings.Name("default_payment_method"));
        return method.Customer == customer.Id ? method.Id : throw StripeError.WrongState(
            $"The customer does not have a payment method with the ID {method.Id}. The payment method must be attached to the customer.",
            "resource_missing", settings.Name("default_payment_method"));
    }

    private static ListOf<object> List(Call call)
    {
        var email = call.Parameters.Text("email");
        var clock = call.Parameters.Text("test_clock");
        return Paging.Page<Customer>(call, customer => (email is null || customer.Email == email) && customer.TestClock == clock);
    }

    private static object Retrieve(Call call) =>
        call.Account.Find<DeletedCustomer>(DeletedCustomer.IdOf(call.Path["id"])) is { } gone
            ? new DeletedObject(gone.Customer, "customer")
            : Live(call, call.Path["id"], "id");

    private static DeletedObject Delete(Call call)
    {
        var customer = Live(call, call.Path["id"], "id");
        foreach (var subscription in call.Account.OwnedBy<Subscription>(customer.Id).Where(row => !row.IsOver))
        {
            SubscriptionLifecycle.Cancel(call.Account, subscription, new CancellationDetails { Reason = "cancellation_requested" });
        }

        call.Account.Remove(customer);
        call.Account.Save(new DeletedCustomer { Id = DeletedCustomer.IdOf(customer.Id), Created = call.Now, Customer = customer.Id });
        call.Account.Emit("customer.deleted", customer);
        return new DeletedObject(customer.Id, customer.Object);
    }

    private static string? EmailOf(Parameters parameters, string? before)
    {
        var email = parameters.Text("email", before);
        return email is null || email.Contains('@', StringComparison.Ordinal)
            ? email
            : throw StripeError.Invalid(string.Create(CultureInfo.InvariantCulture, $"Invalid email address: {email}"), "email", "email_invalid");
    }

    private static string NewInvoicePrefix() => Ids.New("", 8)[1..].ToUpperInvariant();
}

/// <summary>What is left of a deleted customer: reading it answers that it is deleted, as Stripe does.</summary>
internal sealed record DeletedCustomer : InternalObject
{
    public override string Object => "sandbox.deleted_customer";

    public required string Customer { get; init; }

    public static string IdOf(string customer) => "deleted:" + customer;
}
