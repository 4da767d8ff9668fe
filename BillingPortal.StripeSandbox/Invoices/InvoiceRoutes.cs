using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
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
        if (parameters.Has("from_invoice"))
        {
            throw StripeError.Invalid("The sandbox does not revise invoices: void the old one and make another.", "from_invoice", validation: false);
        }

        var subscription = call.FromParameter<Subscription>("subscription", "subscription");
        var customer = CustomerOf(call, subscription);
        var behavior = parameters.Choice("pending_invoice_items_behavior", "include", "exclude") ?? (subscription is null ? "exclude" : "include");
        var currency = CurrencyOf(call, customer, subscription);
        OneCurrency.Require(account, customer, currency);
        var id = Ids.New("in");
        var lines = behavior == "include" ? InvoiceEngine.TakePendingItems(account, customer.Id, currency, id, subscription?.Id) : [];
        if (subscription is not null && lines.Count == 0)
        {
            throw StripeError.WrongState("Nothing to invoice for subscription", "invoice_no_subscription_line_items", "subscription");
        }

        var blank = new Invoice
        {
            Id = id, Created = call.Now, BillingReason = "manual", Currency = currency, Customer = customer.Id, Lines = InvoiceEngine.LinesOf(id, []),
            PeriodStart = call.Now, PeriodEnd = call.Now,
            Parent = subscription is null ? null : new InvoiceParent
            {
                SubscriptionDetails = new InvoiceSubscriptionDetails { Metadata = subscription.Metadata, Subscription = subscription.Id },
            },
        };
        return InvoiceEngine.Draft(account, InvoiceRequest.Read(call, blank), lines);
    }

    private static Customer CustomerOf(Call call, Subscription? subscription)
    {
        var named = call.Parameters.Text("customer");
        if (subscription is null)
        {
            return CustomerRoutes.Live(call, named ?? throw StripeError.MissingParameter("customer"), "customer", status: 400);
        }

        return subscription.IsOver ? throw StripeError.WrongState("This subscription is canceled; nothing more is invoiced for it.", param: "subscription")
            : named is not null && named != subscription.Customer ? throw StripeError.WrongState($"The subscription {subscription.Id} does not belong to the customer {named}.", param: "subscription")
            : call.Account.Get<Customer>(subscription.Customer);
    }

    private static string CurrencyOf(Call call, Customer customer, Subscription? subscription) =>
        call.Parameters.Text("currency") is { } named ? Currencies.Known(named, "currency")
            : subscription?.Currency ?? call.Account.OwnedBy<InvoiceItem>(customer.Id).Find(item => item.Invoice is null)?.Currency ?? customer.Currency ?? "usd";

    private static Invoice Update(Call call)
    {
        var before = call.FromPath<Invoice>("id", "invoice");
        var after = InvoiceRequest.Read(call, before);
        return call.Account.Update("invoice.updated", before, after.Status == "draft" ? InvoiceEngine.WithLines(call.Account, after, after.Lines.Data) : after);
    }

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
