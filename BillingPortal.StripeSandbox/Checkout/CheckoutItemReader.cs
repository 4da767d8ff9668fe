using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Reads the line items of a session and refuses what cannot be sold together.</summary>
internal sealed class CheckoutItemReader(Call call, string mode, Customer? customer)
{
    public List<CheckoutItem> Read()
    {
        var sent = call.Parameters.List("line_items");
        if (mode == "setup")
        {
            return sent.Count == 0 ? [] : throw StripeError.Invalid("You cannot pass `line_items` in `setup` mode.", "line_items");
        }

        var items = sent.Select(Read).ToList();
        Check(items);
        return items;
    }

    private CheckoutItem Read(Parameters item)
    {
        var price = call.FromParameter<Price>(item, "price", "price") ?? InlinePrice(item);
        if (!price.Active)
        {
            throw StripeError.WrongState("The price specified is inactive. This field only accepts active prices.", param: item.Name("price"));
        }

        if (mode == "payment" && price.Recurring is not null)
        {
            throw StripeError.WrongState("You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.", param: item.Name("price"));
        }

        price = price.In(CurrencyOf(price, item));
        var quantity = QuantityOf(item, price);
        return new CheckoutItem
        {
            Id = Ids.New("li"), AmountSubtotal = 0, AmountTotal = 0, Currency = price.Currency, Description = Lines.NameOf(call.Account, price), Price = price,
            Quantity = quantity, AdjustableQuantity = AdjustableOf(item), Metadata = item.Metadata(), TaxRates = TaxRatesOf(item),
        };
    }

    /// <summary>The currency that the session asks for, else the price's own; a price without an amount in it cannot be sold in it.</summary>
    private string CurrencyOf(Price price, Parameters item)
    {
        var wanted = call.Parameters.Text("currency")?.ToLowerInvariant() ?? (mode == "subscription" && customer?.Currency is { } known && price.In(known).Currency == known ? known : price.Currency);
        return price.In(wanted).Currency == wanted ? wanted
            : throw StripeError.WrongState($"The price `{price.Id}` has no amount in `{wanted}`. Add it to the price's `currency_options`.", param: item.Name("price"));
    }

    private static long? QuantityOf(Parameters item, Price price)
    {
        var quantity = item.Integer("quantity");
        if (price.Recurring?.UsageType == "metered")
        {
            return quantity is null ? null : throw StripeError.WrongState("Quantity should not be specified where usage_type is `metered`. Remove `quantity` from the line item.", param: item.Name("quantity"));
        }

        return quantity switch
        {
            null => throw StripeError.Invalid("Quantity is required. Add `quantity` to the line item.", item.Name("quantity"), "parameter_missing"),
            < 1 => throw StripeError.Invalid("This value must be greater than or equal to 1.", item.Name("quantity"), "parameter_invalid_integer"),
            _ => quantity,
        };
    }

    public static CheckoutAdjustableQuantity? AdjustableOf(Parameters item)
    {
        if (item.Hash("adjustable_quantity") is not { } adjustable)
        {
            return null;
        }

        var (least, most) = (adjustable.Integer("minimum"), adjustable.Integer("maximum"));
        if (least < 0 || most > 999_999 || least > most)
        {
            throw StripeError.Invalid("The minimum must be at least 0, the maximum at most 999999 and not below the minimum.", adjustable.Name("minimum"));
        }

        return new CheckoutAdjustableQuantity(adjustable.Flag("enabled") ?? throw StripeError.MissingParameter(adjustable.Name("enabled")), most, least);
    }

    private List<string> TaxRatesOf(Parameters item)
    {
        var rates = item.Texts("tax_rates") ?? [];
        return call.Parameters.Hash("automatic_tax")?.Flag("enabled") == true && rates.Count > 0
            ? throw StripeError.WrongState("You cannot use `tax_rates` together with automatic tax.", param: item.Name("tax_rates")) : rates;
    }

    private Price InlinePrice(Parameters item)
    {
        var data = item.Hash("price_data") ?? throw StripeError.MissingParameter(item.Name("price"));
        var product = call.FromParameter<Product>(data, "product", "product")?.Id ?? ProductData(data);
        return PriceRoutes.Create(call, data, product);
    }

    private string ProductData(Parameters data)
    {
        var product = data.Hash("product_data") ?? throw StripeError.MissingParameter(data.Name("product"));
        return call.Account.Save(new Product
        {
            Id = Ids.New("prod", 14), Created = call.Now, Updated = call.Now, Name = product.RequiredText("name"), Description = product.Text("description"),
            Images = product.Texts("images") ?? [], Metadata = product.Metadata(), TaxCode = product.Text("tax_code"), UnitLabel = product.Text("unit_label"),
        }).Id;
    }

    private void Check(List<CheckoutItem> items)
    {
        if (items.Count == 0)
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

        if (items.Where(item => item.Price.Recurring is not null).Select(item => (item.Price.Recurring!.Interval, item.Price.Recurring.IntervalCount)).Distinct().Count() > 1)
        {
            throw StripeError.WrongState("Checkout does not support multiple prices with different billing intervals.", param: "line_items");
        }

        if (customer?.Currency is { } known && mode == "subscription" && items[0].Currency != known)
        {
            throw StripeError.WrongState($"You cannot combine currencies on a single customer. This customer has had a subscription, coupon, or invoice item with currency {known}");
        }
    }
}
