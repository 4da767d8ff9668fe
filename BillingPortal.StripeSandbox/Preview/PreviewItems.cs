using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Preview;

/// <summary>The invoice items of a preview: new ones, and waiting ones with other values.</summary>
internal static class PreviewItems
{
    public static void Add(Call call, Customer customer, Subscription? subscription)
    {
        foreach (var sent in call.Parameters.List("invoice_items"))
        {
            call.Account.Save(InvoiceItemRequest.Terms(call, sent, sent.Text("invoiceitem") is null ? Made(call, sent, customer, subscription) : Changed(call, sent)));
        }
    }

    private static InvoiceItem Made(Call call, Parameters sent, Customer customer, Subscription? subscription)
    {
        var currency = CurrencyOf(sent) ?? subscription?.Currency ?? customer.Currency;
        var price = PriceOf(call, sent, currency);
        var quantity = sent.Integer("quantity") ?? 1;
        return new InvoiceItem
        {
            Id = Ids.New("ii"),
            Created = call.Now,
            Date = call.Now,
            Amount = price is not null ? Lines.AmountOf(price, quantity) : AmountOf(sent, quantity) ?? throw StripeError.MissingParameter(sent.Name("amount")),
            Currency = price?.Currency ?? currency ?? call.Parameters.Text("currency") ?? "usd",
            Customer = customer.Id,
            Description = sent.Text("description") ?? (price is null ? null : Lines.NameOf(call.Account, price)),
            Discountable = sent.Flag("discountable") ?? true,
            Metadata = sent.Metadata(),
            Period = PeriodOf(call, sent) ?? new LinePeriod(call.Now, call.Now),
            Pricing = price is null ? null : LinePricing.Of(price),
            Quantity = quantity,
        };
    }

    private static InvoiceItem Changed(Call call, Parameters sent)
    {
        var before = call.FromParameter<InvoiceItem>(sent, "invoiceitem", "invoiceitem")!;
        if (sent.Text("currency") is { } named && named.ToLowerInvariant() != before.Currency)
        {
            throw StripeError.WrongState($"The invoice item is in {before.Currency} and cannot be previewed in {named}.", param: sent.Name("currency"));
        }

        var price = PriceOf(call, sent, before.Currency);
        var quantity = sent.Integer("quantity") ?? before.Quantity;
        return before with
        {
            Amount = price is not null ? Lines.AmountOf(price, quantity) : AmountOf(sent, quantity) ?? before.Amount,
            Description = sent.Text("description", before.Description),
            Discountable = sent.Flag("discountable") ?? before.Discountable,
            Metadata = sent.Metadata(before.Metadata),
            Period = PeriodOf(call, sent) ?? before.Period,
            Pricing = price is null ? before.Pricing : LinePricing.Of(price),
            Quantity = quantity,
        };
    }

    private static string? CurrencyOf(Parameters sent) => sent.Text("currency") is { } named ? Currencies.Known(named, sent.Name("currency")) : null;

    /// <summary>What the item costs in the currency that is asked for, or in the price's own when none is.</summary>
    private static Price? PriceOf(Call call, Parameters sent, string? currency)
    {
        var price = Named(call, sent);
        return currency is null || price is null ? price : price.In(currency) is { } here && here.Currency == currency ? here
            : throw StripeError.WrongState($"The price specified only supports `{price.Currency}`. This doesn't match the expected currency: `{currency}`.", param: sent.Name("price"));
    }

    private static Price? Named(Call call, Parameters sent)
    {
        if (sent.Hash("price_data") is { } data)
        {
            var product = call.FromParameter<Product>(data, "product", "product") ?? throw StripeError.MissingParameter(data.Name("product"));
            return PriceRoutes.Create(call, data, product.Id);
        }

        return call.FromParameter<Price>(sent, "price", "price");
    }

    private static long? AmountOf(Parameters sent, long quantity)
    {
        var each = sent.Integer("unit_amount") ?? sent.Decimal("unit_amount_decimal");
        return sent.Integer("amount") ?? (each is null ? null : (long)decimal.Round(each.Value * quantity, MidpointRounding.AwayFromZero));
    }

    private static LinePeriod? PeriodOf(Call call, Parameters sent) => sent.Hash("period") is { } period
        ? new LinePeriod(period.Integer("start") ?? call.Now, period.Integer("end") ?? call.Now) : null;
}
