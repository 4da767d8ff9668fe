using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>What somebody ordered, through the API or on a Checkout page.</summary>
internal sealed record SubscriptionOrder
{
    public required Customer Customer { get; init; }

    public required List<OrderedItem> Items { get; init; }

    /// <summary>Unix seconds; null begins paid.</summary>
    public long? TrialEnd { get; init; }

    public string MissingPaymentMethod { get; init; } = "create_invoice";

    public string? DefaultPaymentMethod { get; init; }

    /// <summary>allow_incomplete, default_incomplete, error_if_incomplete or pending_if_incomplete.</summary>
    public string PaymentBehavior { get; init; } = "allow_incomplete";

    public string CollectionMethod { get; init; } = "charge_automatically";

    public long? DaysUntilDue { get; init; }

    public Dictionary<string, string> Metadata { get; init; } = [];

    public string? Description { get; init; }

    public bool CancelAtPeriodEnd { get; init; }

    public long? CancelAt { get; init; }

    /// <summary>A later first renewal; the time until then is billed in proportion unless <see cref="ProrationBehavior"/> is none.</summary>
    public long? BillingCycleAnchor { get; init; }

    public string ProrationBehavior { get; init; } = "create_prorations";

    public string SaveDefaultPaymentMethod { get; init; } = "off";

    public string BillingMode { get; init; } = "classic";

    public bool AutomaticTax { get; init; }

    /// <summary>One of the currencies that every price has; null for the prices' own.</summary>
    public string? Currency { get; init; }

    public List<TaxRate> DefaultTaxRates { get; init; } = [];

    public List<DiscountChoice> Discounts { get; init; } = [];

    /// <summary>What was asked for, else the customer's currency when every price has it, else the prices' own.</summary>
    public string CurrencyToBill => Currency ?? (Customer.Currency is { } theirs && Items.TrueForAll(item => item.Price.In(theirs).Currency == theirs) ? theirs : Items[0].Price.Currency);

    /// <summary>The holder is there and has just authenticated the card.</summary>
    public bool Authenticated { get; init; }
}

internal sealed record OrderedItem(
    Price Price, long Quantity, Dictionary<string, string> Metadata, List<DiscountChoice>? Discounts = null, List<TaxRate>? TaxRates = null);

/// <summary>Begins subscriptions: trial or paid, with their first invoice.</summary>
internal static class SubscriptionStart
{
    public static Subscription Begin(Account account, SubscriptionOrder order)
    {
        var place = account.NextEventPlace;
        var billed = Draft(account, order);
        RefuseWithoutMethod(account, order, billed);
        var terms = new CollectionTerms { PaymentBehavior = order.PaymentBehavior, Authenticated = order.Authenticated };
        var subscription = Collection.AtOnce(account, billed, terms);
        subscription = subscription is { CollectionMethod: "send_invoice", Status: "incomplete" } ? subscription with { Status = "active" } : subscription;
        subscription = account.Save(WithPendingSetup(account, order, subscription) with { Announced = true });
        account.Emit("customer.subscription.created", subscription, place);
        return subscription is { Status: "trialing", WakeAt: { } warning } && warning <= account.Now
            ? SubscriptionLifecycle.WarnOfTrialEnd(account, subscription)
            : subscription;
    }

    /// <summary>The subscription and its first invoice, before anything is collected.</summary>
    public static Billed Draft(Account account, SubscriptionOrder order)
    {
        Check(order);
        var subscription = SubscriptionTaxes.Begin(account, SubscriptionDiscounts.Begin(account, order, Blank(account, order)));
        var blank = Renewals.Blank(account, subscription, "subscription_create", new LinePeriod(account.Now, account.Now));
        subscription = account.Save(subscription with { LatestInvoice = blank.Id });
        var lines = InvoiceEngine.TakePendingItems(account, subscription.Customer, subscription.Currency, blank.Id, subscription.Id);
        lines.AddRange(subscription.Items.Data.Select(item => FirstLine(account, order, subscription, item)).OfType<InvoiceLine>());
        if (lines.Count == 0)
        {
            // Only usage is billed, and later: there is no invoice to wait for.
            return new Billed(account.Save(subscription with { LatestInvoice = null, Status = order.TrialEnd is null ? "active" : "trialing" }));
        }

        return new Billed(subscription, InvoiceEngine.Draft(account, blank, lines));
    }

    private static Subscription Blank(Account account, SubscriptionOrder order)
    {
        var id = Ids.New("sub");
        var anchor = order.TrialEnd ?? order.BillingCycleAnchor ?? account.Now;
        var items = order.Items.Select(item => new SubscriptionItem
        {
            Id = Ids.New("si", 14),
            Created = account.Now,
            CurrentPeriodStart = account.Now,
            CurrentPeriodEnd = order.TrialEnd ?? Periods.Next(anchor, item.Price.Recurring!.Interval, item.Price.Recurring.IntervalCount, account.Now),
            Metadata = item.Metadata,
            Price = item.Price,
            Quantity = MeteredPrices.QuantityOf(item.Price, item.Quantity),
            Subscription = id,
            TaxRates = item.TaxRates ?? [],
        }).ToList();
        return new Subscription
        {
            Id = id,
            Created = account.Now,
            StartDate = account.Now,
            AutomaticTax = new SubscriptionAutomaticTax { Enabled = order.AutomaticTax, Liability = order.AutomaticTax ? new InvoiceIssuer("self") : null },
            BillingCycleAnchor = anchor,
            BillingMode = new BillingMode(order.BillingMode, null),
            CancelAt = order.CancelAt ?? (order.CancelAtPeriodEnd ? items.Min(item => item.CurrentPeriodEnd) : null),
            CancelAtPeriodEnd = order.CancelAtPeriodEnd,
            CanceledAt = order.CancelAtPeriodEnd || order.CancelAt is not null ? account.Now : null,
            CollectionMethod = order.CollectionMethod,
            Currency = order.CurrencyToBill,
            Customer = order.Customer.Id,
            DaysUntilDue = order.CollectionMethod == "send_invoice" ? order.DaysUntilDue ?? 30 : null,
            DefaultPaymentMethod = order.DefaultPaymentMethod,
            DefaultTaxRates = order.DefaultTaxRates,
            Description = order.Description,
            Items = new ListOf<SubscriptionItem> { Data = items, Url = "/v1/subscription_items?subscription=" + id },
            Metadata = order.Metadata,
            PaymentSettings = new SubscriptionPaymentSettings { SaveDefaultPaymentMethod = order.SaveDefaultPaymentMethod },
            Status = order.TrialEnd is null ? "incomplete" : "trialing",
            TestClock = order.Customer.TestClock,
            TrialStart = order.TrialEnd is null ? null : account.Now,
            TrialEnd = order.TrialEnd,
            TrialSettings = new TrialSettings(new TrialEndBehavior(order.MissingPaymentMethod)),
        };
    }

    private static InvoiceLine? FirstLine(Account account, SubscriptionOrder order, Subscription subscription, SubscriptionItem item)
    {
        if (item.Price.IsMetered())
        {
            return MeteredLines.First(account, subscription, item);
        }

        if (order.TrialEnd is not null)
        {
            return Lines.ForTrial(account, subscription, item);
        }

        var line = Lines.ForPeriod(account, subscription, item, item.CurrentPeriodStart, item.CurrentPeriodEnd);
        if (order.BillingCycleAnchor is null)
        {
            return line;
        }

        var whole = Periods.Current(subscription.BillingCycleAnchor, item.Price.Recurring!.Interval, item.Price.Recurring.IntervalCount, account.Now);
        return line with
        {
            Amount = order.ProrationBehavior == "none" ? 0
                : Proration.Share(line.Amount, item.CurrentPeriodEnd - item.CurrentPeriodStart, item.CurrentPeriodEnd - whole),
        };
    }

    /// <summary>With nothing to pay yet, default_incomplete asks for the card through a setup intent.</summary>
    private static Subscription WithPendingSetup(Account account, SubscriptionOrder order, Subscription subscription)
    {
        var asks = order.PaymentBehavior == "default_incomplete" && subscription is { Status: "trialing", DefaultPaymentMethod: null }
            && order.Customer.InvoiceSettings.DefaultPaymentMethod is null;
        return asks ? subscription with { PendingSetupIntent = SetupEngine.Create(account, subscription.Customer).Id } : subscription;
    }

    private static void Check(SubscriptionOrder order)
    {
        if (order.Items.Count == 0)
        {
            throw StripeError.MissingParameter("items");
        }

        foreach (var price in order.Items.Select(item => item.Price))
        {
            if (price.Recurring is null)
            {
                throw StripeError.Invalid("The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.", "items[0][price]", validation: false);
            }

            if (!price.Active)
            {
                throw StripeError.Invalid($"The price specified is inactive. This field only accepts active prices.", "items[0][price]", validation: false);
            }
        }

        if (order.Items.Select(item => (item.Price.In(order.CurrencyToBill).Currency, item.Price.Recurring!.Interval, item.Price.Recurring.IntervalCount)).Distinct().Count() > 1)
        {
            throw StripeError.WrongState("Currency and interval fields must match across all plans on this subscription.");
        }

        if (order.Items[0].Price.In(order.CurrencyToBill).Currency != order.CurrencyToBill)
        {
            throw StripeError.WrongState($"The price specified only supports `{order.Items[0].Price.Currency}`. This doesn't match the expected currency: `{order.CurrencyToBill}`.", param: "currency");
        }

        if (order.Customer.Currency is { } known && known != order.CurrencyToBill)
        {
            throw StripeError.WrongState($"You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency {known}.");
        }
    }

    private static void RefuseWithoutMethod(Account account, SubscriptionOrder order, Billed billed)
    {
        if (billed.Draft is { AmountDue: > 0 } && order is { CollectionMethod: "charge_automatically", PaymentBehavior: not "default_incomplete" }
            && account.Find<PaymentMethod>(billed.Subscription.DefaultPaymentMethod ?? order.Customer.InvoiceSettings.DefaultPaymentMethod) is null)
        {
            throw StripeError.WrongState("This customer has no attached payment source or default payment method. Please consider adding a default payment method. "
                + "For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.", "resource_missing");
        }
    }
}
