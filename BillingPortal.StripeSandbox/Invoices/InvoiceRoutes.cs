using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>Invoices through the API: made, read and changed. What is done to them has a file of its own.</summary>
internal static class InvoiceRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/invoices", Create);
        routes.Get("/v1/invoices", List);
        routes.Get("/v1/invoices/{id}", call => call.FromPath<Invoice>("id", "invoice"));
        routes.Post("/v1/invoices/{id}", Update);
        routes.Delete("/v1/invoices/{id}", Delete);
        routes.Get("/v1/invoices/{id}/lines", ListLines);
        InvoiceActions.Map(routes);
        Includables.Add<Invoice>("invoice", "payments", static (account, invoice) => new ListOf<object>
        {
            Data = [.. account.OwnedBy<InvoicePayment>(invoice.Id)], Url = "/v1/invoice_payments?invoice=" + invoice.Id,
        });
        Includables.Add<Invoice>("invoice", "confirmation_secret", static (account, invoice) =>
            invoice.Status == "draft" ? null : InvoicePayments.IntentOf(account, invoice) is { } intent ? new ConfirmationSecret(intent.ClientSecret) : null);
    }

    private static Invoice Create(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        AcceptUnused(parameters);
        parameters.Accept("currency", "from_invoice", "discounts");
        var subscription = call.FromParameter<Subscription>("subscription", "subscription");
        var customer = subscription is not null ? account.Get<Customer>(subscription.Customer)
            : CustomerRoutes.Live(call, parameters.RequiredText("customer"), "customer", status: 400);
        var behavior = parameters.Choice("pending_invoice_items_behavior", "include", "exclude") ?? (subscription is null ? "exclude" : "include");
        var currency = parameters.Text("currency") ?? subscription?.Currency
            ?? account.OwnedBy<InvoiceItem>(customer.Id).Find(item => item.Invoice is null)?.Currency ?? customer.Currency ?? "usd";
        var id = Ids.New("in");
        var blank = Read(call, new Invoice
        {
            Id = id, Created = call.Now, BillingReason = "manual", Currency = currency, Customer = customer.Id, Lines = InvoiceEngine.LinesOf(id, []),
            PeriodStart = call.Now, PeriodEnd = call.Now,
            Parent = subscription is null ? null : new InvoiceParent
            {
                SubscriptionDetails = new InvoiceSubscriptionDetails { Metadata = subscription.Metadata, Subscription = subscription.Id },
            },
        });
        blank = blank with { AutomaticallyFinalizesAt = blank.AutoAdvance ? blank.AutomaticallyFinalizesAt ?? call.Now + InvoiceEngine.DraftSeconds : null };
        var lines = behavior == "include" ? InvoiceEngine.TakePendingItems(account, customer.Id, currency, id, subscription?.Id) : [];
        return InvoiceEngine.Draft(account, blank, lines);
    }

    private static Invoice Update(Call call)
    {
        AcceptUnused(call.Parameters);
        var before = call.FromPath<Invoice>("id", "invoice");
        return call.Account.Update("invoice.updated", before, Read(call, before));
    }

    private static Invoice Read(Call call, Invoice before)
    {
        var parameters = call.Parameters;
        return before with
        {
            AutoAdvance = parameters.Flag("auto_advance") ?? before.AutoAdvance,
            AutomaticallyFinalizesAt = parameters.Integer("automatically_finalizes_at") ?? before.AutomaticallyFinalizesAt,
            CollectionMethod = parameters.Choice("collection_method", "charge_automatically", "send_invoice") ?? before.CollectionMethod,
            CustomFields = parameters.Has("custom_fields")
                ? [.. parameters.List("custom_fields").Select(field => new CustomField(field.RequiredText("name"), field.RequiredText("value")))]
                : before.CustomFields,
            DaysUntilDue = parameters.Integer("days_until_due") ?? before.DaysUntilDue,
            DefaultPaymentMethod = PaymentMethods.ResolveOptional(call, parameters, "default_payment_method")?.Id ?? before.DefaultPaymentMethod,
            Description = parameters.Text("description", before.Description),
            DueDate = parameters.Integer("due_date") ?? before.DueDate,
            EffectiveAt = parameters.Integer("effective_at") ?? before.EffectiveAt,
            Footer = parameters.Text("footer", before.Footer),
            Metadata = parameters.Metadata(before.Metadata),
            Number = parameters.Text("number", before.Number),
            StatementDescriptor = parameters.Text("statement_descriptor", before.StatementDescriptor),
        };
    }

    private static void AcceptUnused(Parameters parameters) => parameters.Accept("account_tax_ids", "application_fee_amount", "automatic_tax", "default_source",
        "default_tax_rates", "discounts", "issuer", "on_behalf_of", "payment_settings", "rendering", "shipping_cost", "shipping_details", "transfer_data");

    private static DeletedObject Delete(Call call)
    {
        var invoice = call.FromPath<Invoice>("id", "invoice");
        if (invoice.Status != "draft" || invoice.Subscription is not null)
        {
            throw StripeError.WrongState("You can only delete draft invoices that were not made by a subscription.", "invoice_not_editable");
        }

        foreach (var item in call.Account.OwnedBy<InvoiceItem>(invoice.Id))
        {
            call.Account.Remove(item);
        }

        call.Account.Remove(invoice);
        call.Account.Emit("invoice.deleted", invoice);
        return new DeletedObject(invoice.Id, invoice.Object);
    }

    private static ListOf<object> List(Call call)
    {
        var parameters = call.Parameters;
        var status = parameters.Choice("status", "draft", "open", "paid", "uncollectible", "void");
        var customer = parameters.Text("customer");
        var subscription = parameters.Text("subscription");
        var collection = parameters.Choice("collection_method", "charge_automatically", "send_invoice");
        var due = Paging.CreatedFilter(parameters, "due_date");
        var dueAsked = parameters.Has("due_date");
        var among = (subscription ?? customer) is { } owner ? call.Account.OwnedBy<Invoice>(owner) : null;
        return Paging.Page(call, invoice => (status is null || invoice.Status == status) && (customer is null || invoice.Customer == customer)
            && (collection is null || invoice.CollectionMethod == collection) && (!dueAsked || (invoice.DueDate is { } at && due(at))), among);
    }

    private static ListOf<object> ListLines(Call call)
    {
        var invoice = call.FromPath<Invoice>("id", "invoice");
        return Paging.Within(call, invoice.Lines.Data, line => line.Id);
    }

    /// <summary>What the browser needs to confirm the payment of an open invoice.</summary>
    private sealed record ConfirmationSecret(string ClientSecret)
    {
        public string Type => "payment_intent";
    }
}
