using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>What a request says about an invoice item: an amount, or a quantity of something with a price.</summary>
internal static class InvoiceItemRequest
{
    public static InvoiceItem Read(Call call, InvoiceItem before, bool isNew)
    {
        var parameters = call.Parameters;
        var item = Priced(call, before with
        {
            Description = parameters.Text("description", before.Description),
            Metadata = parameters.Metadata(before.Metadata),
            Period = PeriodOf(parameters) ?? before.Period,
            Quantity = QuantityOf(parameters) ?? before.Quantity,
        }, isNew);
        var discountable = parameters.Flag("discountable") ?? (isNew ? item.Amount >= 0 : item.Discountable);
        return discountable && item.Proration
            ? throw StripeError.WrongState("A proration is never discountable: its amount counts discounts already.", param: "discountable")
            : Terms(call, parameters, item with { Discountable = discountable });
    }

    /// <summary>The taxes and discounts that an item is sent with, in its own request or inside of a preview.</summary>
    public static InvoiceItem Terms(Call call, Parameters sent, InvoiceItem item) => Discounted(call, sent, item with
    {
        TaxBehavior = sent.Choice("tax_behavior", "exclusive", "inclusive", "unspecified") ?? item.TaxBehavior,
        TaxCode = ProductRoutes.TaxCodeOf(sent, item.TaxCode),
        TaxRates = TaxRates.Read(call, sent, "tax_rates") ?? item.TaxRates,
    });

    /// <summary>The price's currency, or the one that was named, or the one of what the item is for.</summary>
    public static string CurrencyOf(Call call, Customer customer, Invoice? invoice, Subscription? subscription)
    {
        var parameters = call.Parameters;
        if (parameters.Text("currency") is { } named)
        {
            return Currencies.Known(named, "currency");
        }

        var data = parameters.Hash("price_data");
        return data is not null ? PriceRoutes.CurrencyOf(data)
            : parameters.Hash("pricing")?.Text("price") is { } id && call.Account.Find<Price>(id) is { } price ? price.In(customer.Currency ?? price.Currency).Currency
            : invoice?.Currency ?? subscription?.Currency ?? customer.Currency ?? throw StripeError.MissingParameter("currency");
    }

    private static InvoiceItem Priced(Call call, InvoiceItem item, bool isNew)
    {
        var parameters = call.Parameters;
        var price = PriceOf(call, item.Currency);
        var (amount, each) = (parameters.Integer("amount"), parameters.Decimal("unit_amount_decimal"));
        if (new[] { price is not null, amount is not null, each is not null }.Count(given => given) > 1)
        {
            throw StripeError.Invalid("You may only specify one of these parameters: amount, pricing, price_data, unit_amount_decimal.", "amount");
        }

        if (price is not null)
        {
            return item with
            {
                Amount = Lines.AmountOf(price, item.Quantity), Description = item.Description ?? Lines.NameOf(call.Account, price), Pricing = LinePricing.Of(price),
                TaxBehavior = price.TaxBehavior,
            };
        }

        if (each is { } unit)
        {
            return item with { Amount = Currencies.Round(unit * item.Quantity, item.Currency), Pricing = new LinePricing { UnitAmountDecimal = DecimalText.Of(unit) } };
        }

        if (amount is { } whole)
        {
            return parameters.Has("quantity") && item.Quantity != 1
                ? throw StripeError.Invalid("A quantity goes with `unit_amount_decimal` or a price; `amount` is the whole amount.", "quantity")
                : item with { Amount = AmountCheck.Stepped(whole, item.Currency, "amount"), Quantity = 1, Pricing = null };
        }

        return isNew ? throw StripeError.MissingParameter("amount") : Repriced(call.Account, item);
    }

    /// <summary>The same price at another quantity.</summary>
    private static InvoiceItem Repriced(Account account, InvoiceItem item)
    {
        if (item.Proration || item.Pricing is null)
        {
            return item;
        }

        var amount = item.Pricing.PriceDetails is { } details && account.Find<Price>(details.Price) is { } price
            ? Lines.AmountOf(price.In(item.Currency), item.Quantity)
            : Currencies.Round(DecimalText.Parse(item.Pricing.UnitAmountDecimal) * item.Quantity, item.Currency);
        return item with { Amount = amount };
    }

    private static Price? PriceOf(Call call, string currency)
    {
        var parameters = call.Parameters;
        var pricing = parameters.Hash("pricing");
        var price = pricing is null ? null : PriceRoutes.Sold(call, pricing);
        if (parameters.Hash("price_data") is { } data)
        {
            var product = call.FromParameter<Product>(data, "product", "product") ?? throw StripeError.MissingParameter("price_data[product]");
            price = PriceRoutes.Create(call, data, product.Id);
        }

        return price?.Recurring is not null
            ? throw StripeError.WrongState("The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.", param: "pricing[price]")
            : price?.In(currency) is { } here && here.Currency != currency
            ? throw StripeError.WrongState($"The price specified only supports `{here.Currency}`. This doesn't match the expected currency: `{currency}`.", param: "currency")
            : price?.In(currency);
    }

    private static InvoiceItem Discounted(Call call, Parameters sent, InvoiceItem item)
    {
        if (DiscountChoice.Read(call, sent) is not { } choices)
        {
            return item;
        }

        var discounts = Redemption.Redeem(call.Account, choices, new DiscountHolder { Customer = item.Customer, InvoiceItem = item.Id, Currency = item.Currency, Subtotal = item.Amount });
        DiscountEnd.EndMissing(call.Account, item.Discounts, discounts);
        return item with { Discounts = discounts };
    }

    private static LinePeriod? PeriodOf(Parameters parameters)
    {
        if (parameters.Hash("period") is not { } period)
        {
            return null;
        }

        var sent = new LinePeriod(period.Integer("start") ?? throw StripeError.MissingParameter("period[start]"), period.Integer("end") ?? throw StripeError.MissingParameter("period[end]"));
        return sent.Start <= sent.End ? sent : throw StripeError.Invalid("The period's start must not be after its end.", "period[end]");
    }

    /// <summary>Whole units only: the sandbox has no prices that take parts of a unit.</summary>
    private static long? QuantityOf(Parameters parameters)
    {
        var exact = parameters.Integer("quantity") ?? parameters.Decimal("quantity_decimal");
        return exact switch
        {
            null => null,
            < 0 => throw StripeError.Invalid("This value must be greater than or equal to 0.", "quantity", "parameter_invalid_integer"),
            { } quantity => DecimalText.Whole(quantity) ?? throw StripeError.Invalid("The sandbox bills whole units only.", "quantity_decimal", validation: false),
        };
    }
}
