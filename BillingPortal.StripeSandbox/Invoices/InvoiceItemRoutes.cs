using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>Invoice items through the API: waiting for the next invoice, or put on a draft at once.</summary>
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
        parameters.Accept("discounts", "tax_rates", "tax_behavior", "tax_code", "currency", "unit_amount_decimal");
        var invoice = call.FromParameter<Invoice>("invoice", "invoice");
        var customer = invoice?.Customer ?? CustomerRoutes.Live(call, parameters.RequiredText("customer"), "customer", status: 400).Id;
        var price = parameters.Hash("pricing")?.Text("price") is { } id
            ? account.Find<Price>(id) ?? throw StripeError.Missing("price", id, "pricing[price]", status: 400) : null;
        var quantity = parameters.Integer("quantity") ?? 1;
        var subscription = call.FromParameter<Subscription>("subscription", "subscription");
        var made = account.Create("invoiceitem.created", new InvoiceItem
        {
            Id = Ids.New("ii"),
            Created = call.Now,
            Date = call.Now,
            Amount = price is null ? parameters.Integer("amount") ?? throw StripeError.MissingParameter("amount") : Lines.AmountOf(price, quantity),
            Currency = price?.Currency ?? PriceRoutes.CurrencyOf(parameters),
            Customer = customer,
            Description = parameters.Text("description") ?? (price is null ? null : Lines.NameOf(account, price)),
            Discountable = parameters.Flag("discountable") ?? true,
            Invoice = invoice?.Id,
            Metadata = parameters.Metadata(),
            Parent = subscription is null ? null : new InvoiceItemParent { SubscriptionDetails = new InvoiceItemSubscription { Subscription = subscription.Id } },
            Period = PeriodOf(call),
            Pricing = price is null ? null : LinePricing.Of(price),
            Quantity = quantity,
            TestClock = account.Find<Customer>(customer)?.TestClock,
        });
        if (invoice is not null)
        {
            Editable(invoice);
            account.Update("invoice.updated", invoice, InvoiceEngine.WithLines(account, invoice, [.. invoice.Lines.Data, made.ToLine(invoice.Id)]));
        }

        return made;
    }

    private static InvoiceItem Update(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        parameters.Accept("discounts", "tax_rates", "tax_behavior", "tax_code", "unit_amount_decimal");
        var before = call.FromPath<InvoiceItem>("id", "invoiceitem");
        var after = account.Save(before with
        {
            Amount = parameters.Integer("amount") ?? before.Amount,
            Description = parameters.Text("description", before.Description),
            Discountable = parameters.Flag("discountable") ?? before.Discountable,
            Metadata = parameters.Metadata(before.Metadata),
            Period = parameters.Has("period") ? PeriodOf(call) : before.Period,
            Quantity = parameters.Integer("quantity") ?? before.Quantity,
        });
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

    private static LinePeriod PeriodOf(Call call)
    {
        var period = call.Parameters.Hash("period");
        return new LinePeriod(period?.Integer("start") ?? call.Now, period?.Integer("end") ?? call.Now);
    }
}
