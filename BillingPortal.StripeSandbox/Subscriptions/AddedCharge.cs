using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>A one-time price that comes with a new or changed subscription: Stripe's <c>add_invoice_items</c>.</summary>
internal sealed record AddedCharge(Price Price, long Quantity, bool Discountable, Dictionary<string, string> Metadata, ChargeBound? Start, ChargeBound? End)
{
    /// <summary>Of this charge alone, before those of the subscription.</summary>
    public List<DiscountChoice> Discounts { get; init; } = [];

    public List<TaxRate> TaxRates { get; init; } = [];

    private const int MostCharges = 20;

    public static List<AddedCharge> ReadAll(Call call, Parameters parameters)
    {
        var sent = parameters.List("add_invoice_items");
        return sent.Count <= MostCharges ? [.. sent.Select(one => Read(call, one))]
            : throw StripeError.Invalid($"You can add at most {MostCharges} invoice items.", parameters.Name("add_invoice_items"));
    }

    /// <summary>Lets it wait for the subscription's next invoice, which may be the one that is being made.</summary>
    public void Make(Account account, Subscription subscription)
    {
        var item = Item(account, subscription);
        account.Create("invoiceitem.created", item with
        {
            Discounts = Redemption.Redeem(account, Discounts, new DiscountHolder { Customer = item.Customer, InvoiceItem = item.Id, Currency = item.Currency, Subtotal = item.Amount }),
        });
    }

    private InvoiceItem Item(Account account, Subscription subscription) => new()
    {
        Id = Ids.New("ii"),
        Created = account.Now,
        Date = account.Now,
        Amount = Lines.AmountOf(Price.In(subscription.Currency), Quantity),
        Currency = subscription.Currency,
        Customer = subscription.Customer,
        Description = Lines.NameOf(account, Price),
        Discountable = Discountable,
        Metadata = Metadata,
        Parent = new InvoiceItemParent { SubscriptionDetails = new InvoiceItemSubscription { Subscription = subscription.Id } },
        Period = new LinePeriod(
            Start?.At ?? (Start?.Type == "now" ? account.Now : subscription.Items.Data.Max(item => item.CurrentPeriodStart)),
            End?.At ?? subscription.PeriodEnd),
        Pricing = LinePricing.Of(Price.In(subscription.Currency)),
        Quantity = Quantity,
        TaxRates = TaxRates,
        TestClock = subscription.TestClock,
    };

    private static AddedCharge Read(Call call, Parameters sent)
    {
        var price = ItemReader.PriceOf(call, sent) ?? throw StripeError.MissingParameter(sent.Name("price"));
        if (price.Recurring is not null)
        {
            throw StripeError.Invalid("The price specified is set to `type=recurring` but this field only accepts prices with `type=one_time`.", sent.Name("price"), validation: false);
        }

        var period = sent.Hash("period");
        return new AddedCharge(price, ItemReader.QuantityOf(sent) ?? 1, sent.Flag("discountable") ?? true, sent.Metadata(), ChargeBound.Read(period?.Hash("start")), ChargeBound.Read(period?.Hash("end")))
        {
            Discounts = DiscountChoice.Read(call, sent) ?? [], TaxRates = Taxes.TaxRates.Read(call, sent, "tax_rates") ?? [],
        };
    }
}

/// <summary>One end of a charge's period: a timestamp, now, or what the subscription's items have in common.</summary>
internal sealed record ChargeBound(string Type, long? At)
{
    public static ChargeBound? Read(Parameters? sent)
    {
        if (sent is null)
        {
            return null;
        }

        var type = sent.RequiredText("type");
        return new ChargeBound(type, type == "timestamp" ? sent.Integer("timestamp") ?? throw StripeError.MissingParameter(sent.Name("timestamp")) : null);
    }
}
