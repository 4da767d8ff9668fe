using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>What a request says about an invoice. A draft takes everything; a finalized invoice only what changes no amount and nothing printed.</summary>
internal static class InvoiceRequest
{
    private const int MostCustomFields = 4;

    private static readonly string[] DraftOnly =
    [
        "automatic_tax", "automatically_finalizes_at", "collection_method", "custom_fields", "days_until_due", "default_tax_rates", "description", "discounts", "due_date",
        "effective_at", "footer", "number", "rendering", "shipping_details", "statement_descriptor",
    ];

    public static Invoice Read(Call call, Invoice before)
    {
        var parameters = call.Parameters;
        RefuseConnected(parameters);
        if (before.Status != "draft" && Array.Find(DraftOnly, parameters.Has) is { } fixedNow)
        {
            throw StripeError.WrongState("Finalized invoices can't be updated in this way.", "invoice_not_editable", fixedNow);
        }

        Unsupported.Refuse(parameters, "default_source");
        var payment = parameters.Hash("payment_settings");
        var invoice = before with
        {
            AutoAdvance = parameters.Flag("auto_advance") ?? before.AutoAdvance,
            CollectionMethod = parameters.Choice("collection_method", "charge_automatically", "send_invoice") ?? before.CollectionMethod,
            CustomFields = CustomFieldsOf(parameters, before.CustomFields),
            DefaultPaymentMethod = MethodOf(call, before),
            Description = parameters.Text("description", before.Description),
            EffectiveAt = parameters.Has("effective_at") ? parameters.Integer("effective_at") : before.EffectiveAt,
            Footer = parameters.Text("footer", before.Footer),
            Metadata = parameters.Metadata(before.Metadata),
            Number = NumberOf(call, before),
            PaymentSettings = payment is null ? before.PaymentSettings : SettingsOf(payment, before.PaymentSettings),
            Rendering = RenderingOf(parameters, before.Rendering),
            ShippingDetails = Shipping.Read(parameters, "shipping_details", before.ShippingDetails),
            StatementDescriptor = parameters.Text("statement_descriptor", before.StatementDescriptor),
        };
        return Discounted(call, Taxed(call, Timed(call, invoice)));
    }

    /// <summary>A previewed draft with the tax that the request names for it, and its discounts unless the subscription behind it has them already.</summary>
    public static Invoice Previewed(Call call, Invoice draft, bool discounted)
    {
        var asked = discounted ? Taxed(call, draft) : Discounted(call, Taxed(call, draft));
        return asked == draft ? draft : call.Account.Save(Billing.InvoiceEngine.WithLines(call.Account, asked, asked.Lines.Data));
    }

    private static Invoice Timed(Call call, Invoice invoice)
    {
        var parameters = call.Parameters;
        var (days, due) = (parameters.Integer("days_until_due"), parameters.Integer("due_date"));
        if ((days is not null || due is not null) && invoice.CollectionMethod != "send_invoice")
        {
            throw StripeError.WrongState("You can only specify a due date if `collection_method` is `send_invoice`.", param: days is null ? "due_date" : "days_until_due");
        }

        if (days is not null && due is not null)
        {
            throw StripeError.Invalid("You may only specify one of these parameters: days_until_due, due_date.", "due_date");
        }

        if (due <= call.Now || parameters.Integer("automatically_finalizes_at") <= call.Now)
        {
            throw StripeError.Invalid("Timestamp must be an integer Unix timestamp in the future.", due <= call.Now ? "due_date" : "automatically_finalizes_at", "timestamp_in_past");
        }

        var finalizes = parameters.Integer("automatically_finalizes_at") ?? invoice.AutomaticallyFinalizesAt ?? call.Now + Billing.InvoiceEngine.DraftSeconds;
        return invoice with
        {
            AutomaticallyFinalizesAt = invoice is { Status: "draft", AutoAdvance: true } ? finalizes : null,
            DaysUntilDue = due is not null ? null : days ?? invoice.DaysUntilDue,
            DueDate = days is not null ? null : due ?? invoice.DueDate,
        };
    }

    private static Invoice Taxed(Call call, Invoice invoice)
    {
        var automatic = call.Parameters.Hash("automatic_tax");
        RefuseOthers(automatic?.Hash("liability"));
        var enabled = automatic?.Flag("enabled");
        var rates = TaxRates.Read(call, call.Parameters, "default_tax_rates");
        if (enabled is null && rates is null)
        {
            return invoice;
        }

        var taxed = invoice with
        {
            AutomaticTax = enabled is null ? invoice.AutomaticTax : new InvoiceAutomaticTax { Enabled = enabled.Value, Liability = enabled.Value ? new InvoiceIssuer("self") : null },
            DefaultTaxRates = rates ?? invoice.DefaultTaxRates,
            OwnTaxes = true,
        };
        return taxed.AutomaticTax.Enabled && taxed.DefaultTaxRates.Count > 0
            ? throw StripeError.WrongState("Tax rates cannot be used together with automatic tax.", param: "automatic_tax[enabled]") : taxed;
    }

    private static Invoice Discounted(Call call, Invoice invoice)
    {
        if (DiscountChoice.Read(call, call.Parameters) is not { } choices)
        {
            return invoice;
        }

        var discounts = Redemption.Redeem(call.Account, choices, new DiscountHolder
        {
            Customer = invoice.Customer, Invoice = invoice.Id, Currency = invoice.Currency, Subtotal = invoice.Lines.Data.Count > 0 ? invoice.Subtotal : null,
        });
        DiscountEnd.EndMissing(call.Account, invoice.Discounts.Where(id => call.Account.Find<Discount>(id)?.Invoice == invoice.Id), discounts);
        return invoice with { Discounts = discounts, OwnDiscounts = true };
    }

    private static string? MethodOf(Call call, Invoice before)
    {
        var method = PaymentMethods.ResolveOptional(call, call.Parameters, "default_payment_method");
        if (method is not null)
        {
            PaymentMethods.RefuseUnlessOf(method, before.Customer, "default_payment_method");
        }

        return method?.Id ?? (call.Parameters.Clears("default_payment_method") ? null : before.DefaultPaymentMethod);
    }

    private static string? NumberOf(Call call, Invoice before)
    {
        var number = call.Parameters.Text("number", before.Number);
        return number is not null && number != before.Number && call.Account.OwnedBy<Invoice>(before.Customer).Exists(other => other.Number == number)
            ? throw StripeError.WrongState($"An invoice with the number {number} already exists.", "resource_already_exists", "number") : number;
    }

    private static InvoicePaymentSettings SettingsOf(Parameters payment, InvoicePaymentSettings before)
    {
        Unsupported.Refuse(payment, "default_mandate");
        var types = payment.Has("payment_method_types") ? payment.Texts("payment_method_types") is { Count: > 0 } sent ? sent : null : before.PaymentMethodTypes;
        return (before with { PaymentMethodTypes = types }).Asking(BilledMethodRequest.ThreeDSecure(payment, before.PaymentMethodOptions?.Card?.RequestThreeDSecure));
    }

    private static List<CustomField>? CustomFieldsOf(Parameters parameters, List<CustomField>? before)
    {
        if (!parameters.Has("custom_fields"))
        {
            return before;
        }

        var sent = parameters.List("custom_fields");
        return sent.Count > MostCustomFields ? throw StripeError.Invalid($"At most {MostCustomFields} custom fields can be specified.", "custom_fields")
            : sent.Count == 0 ? null : [.. sent.Select(field => new CustomField(field.RequiredText("name"), field.RequiredText("value")))];
    }

    private static InvoiceRendering? RenderingOf(Parameters parameters, InvoiceRendering? before)
    {
        if (parameters.Hash("rendering") is not { } sent)
        {
            return before;
        }

        if (sent.Text("template") is { } template)
        {
            throw StripeError.Missing("invoice rendering template", template, "rendering[template]", status: 400);
        }

        Unsupported.Refuse(sent, "template_version");
        var page = sent.Hash("pdf")?.Choice("page_size", "a4", "auto", "letter");
        return new InvoiceRendering(sent.Text("amount_tax_display", before?.AmountTaxDisplay), page is null ? before?.Pdf : new InvoicePdfPage(page));
    }

    /// <summary>The sandbox is one merchant without connected accounts, carriers or tax ids of its own.</summary>
    private static void RefuseConnected(Parameters parameters)
    {
        foreach (var name in (ReadOnlySpan<string>)["application_fee_amount", "on_behalf_of", "transfer_data", "account_tax_ids", "shipping_cost"])
        {
            if (parameters.Has(name) && !parameters.Clears(name))
            {
                throw StripeError.Invalid($"The sandbox has no connected accounts, shipping rates or tax ids of the merchant, so an invoice takes no {name}.", name, validation: false);
            }
        }

        RefuseOthers(parameters.Hash("issuer"));
    }

    /// <summary>Somebody else cannot issue the invoice, nor owe its tax.</summary>
    public static void RefuseOthers(Parameters? party)
    {
        if (party?.Choice("type", "account", "self") == "account")
        {
            throw StripeError.Missing("account", party.Text("account") ?? "", party.Name("account"), status: 400);
        }
    }
}
