using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>Invoice items through the API: waiting for the next invoice, or put on a draft at once. Whatever changes on a draft changes its sums.</summary>
internal static class InvoiceItemRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/invoiceitems", Create);
        routes.Get("/v1/invoiceitems", List);
        routes.Get("/v1/invoiceitems/{id}", call => call.FromPath<InvoiceItem>("id", "invoiceitem"));
        routes.Post("/v1/invoiceitems/{id}", Update);
        routes.Delete("/v1/invoiceitems/{id}", Delete);
    }

    private static InvoiceItem Create(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        var invoice = call.FromParameter<Invoice>("invoice", "invoice");
        var subscription = call.FromParameter<Subscription>("subscription", "subscription");
        var customer = CustomerOf(call, invoice, subscription);
        if (invoice is not null)
        {
            Editable(invoice);
        }

        var made = account.Create("invoiceitem.created", InvoiceItemRequest.Read(call, new InvoiceItem
        {
            Id = Ids.New("ii"),
            Created = call.Now,
            Date = call.Now,
            Amount = 0,
            Currency = InvoiceItemRequest.CurrencyOf(call, customer, invoice, subscription),
            Customer = customer.Id,
            Invoice = invoice?.Id,
            Parent = subscription is null ? null : new InvoiceItemParent { SubscriptionDetails = new InvoiceItemSubscription { Subscription = subscription.Id } },
            Period = new LinePeriod(call.Now, call.Now),
            TestClock = customer.TestClock,
        }, isNew: true));
        OneCurrency.Require(account, customer, made.Currency);
        if (invoice is not null)
        {
            if (invoice.Currency != made.Currency)
            {
                throw StripeError.WrongState($"The currency of the invoice item ({made.Currency}) is not that of the invoice ({invoice.Currency}).", param: "currency");
            }

            account.Update("invoice.updated", invoice, InvoiceEngine.WithLines(account, invoice, [.. invoice.Lines.Data, made.ToLine(invoice.Id)]));
        }

        return made;
    }

    private static InvoiceItem Update(Call call)
    {
        var account = call.Account;
        var before = call.FromPath<InvoiceItem>("id", "invoiceitem");
        if (account.Find<Invoice>(before.Invoice) is { } holding)
        {
            Editable(holding);
        }

        var after = account.Save(InvoiceItemRequest.Read(call, before, isNew: false));
        Relist(account, after, lines => lines.Select(line => IsOf(line, after) ? after.ToLine(line.Invoice!) with { Id = line.Id } : line));
        return after;
    }

    private static DeletedObject Delete(Call call)
    {
        var item = call.FromPath<InvoiceItem>("id", "invoiceitem");
        Relist(call.Account, item, lines => lines.Where(line => !IsOf(line, item)));
        call.Account.Remove(item);
        call.Account.Emit("invoiceitem.deleted", item);
        return new DeletedObject(item.Id, item.Object);
    }

    private static ListOf<object> List(Call call)
    {
        var invoice = call.Parameters.Text("invoice");
        var customer = call.Parameters.Text("customer");
        var pending = call.Parameters.Flag("pending");
        return Paging.Page<InvoiceItem>(call, item => (pending is null || item.Invoice is null == pending) && (customer is null || item.Customer == customer)
                && (invoice is null || item.Invoice == invoice),
            (invoice ?? customer) is { } owner ? call.Account.OwnedBy<InvoiceItem>(owner) : null);
    }

    private static Customer CustomerOf(Call call, Invoice? invoice, Subscription? subscription)
    {
        var customer = CustomerRoutes.Live(call, call.Parameters.Text("customer") ?? invoice?.Customer ?? subscription?.Customer ?? throw StripeError.MissingParameter("customer"), "customer", status: 400);
        return (invoice is not null && invoice.Customer != customer.Id) || (subscription is not null && subscription.Customer != customer.Id)
            ? throw StripeError.WrongState($"The customer {customer.Id} is not the one of the {(invoice is null ? "subscription" : "invoice")}.", param: "customer") : customer;
    }

    private static void Relist(Account account, InvoiceItem item, Func<List<InvoiceLine>, IEnumerable<InvoiceLine>> change)
    {
        if (account.Find<Invoice>(item.Invoice) is { } invoice)
        {
            Editable(invoice);
            account.Update("invoice.updated", invoice, InvoiceEngine.WithLines(account, invoice, [.. change(invoice.Lines.Data)]));
        }
    }

    private static bool IsOf(InvoiceLine line, InvoiceItem item) =>
        (line.Parent.InvoiceItemDetails?.InvoiceItem ?? line.Parent.SubscriptionItemDetails?.InvoiceItem) == item.Id;

    private static void Editable(Invoice invoice)
    {
        if (invoice.Status != "draft")
        {
            throw StripeError.WrongState("This invoice is no longer editable", "invoice_not_editable", "invoice");
        }
    }
}
