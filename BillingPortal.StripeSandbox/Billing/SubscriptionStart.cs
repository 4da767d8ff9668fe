using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Preview;
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

    public bool CancelsAtFirstEnd { get; init; }

    public bool CancelsAtLastEnd { get; init; }

    /// <summary>A later first renewal; the time until then is billed in proportion unless <see cref="ProrationBehavior"/> is none.</summary>
    public long? BillingCycleAnchor { get; init; }

    public BillingCycleAnchorConfig? BillingCycleAnchorConfig { get; init; }

    /// <summary>A past second from which the time until now is billed too.</summary>
    public long? StartDate { get; init; }

    public string ProrationBehavior { get; init; } = "create_prorations";

    /// <summary>Old name of one of <see cref="PaymentSettings"/>, for orders from a page.</summary>
    public string? SaveDefaultPaymentMethod { get; init; }

    public SubscriptionPaymentSettings PaymentSettings { get; init; } = new();

    public SubscriptionInvoiceSettings InvoiceSettings { get; init; } = new();

    public string BillingMode { get; init; } = "flexible";

    /// <summary>One of the currencies that every price has; null for the prices' own.</summary>
    public string? Currency { get; init; }

    public List<TaxRate> DefaultTaxRates { get; init; } = [];

    public List<DiscountChoice> Discounts { get; init; } = [];

    /// <summary>What was asked for, else the customer's currency when every price has it, else the prices' own.</summary>
    public string CurrencyToBill => Currency ?? (Customer.Currency is { } theirs && Items.TrueForAll(item => item.Price.In(theirs).Currency == theirs) ? theirs : Items[0].Price.Currency);

    public List<AddedCharge> Charges { get; init; } = [];

    public bool AutomaticTax { get; init; }

    /// <summary>The holder is there and can authenticate.</summary>
    public bool Present { get; init; } = true;

    /// <summary>The holder has just authenticated the card.</summary>
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
        var terms = new CollectionTerms { PaymentBehavior = order.PaymentBehavior, Present = order.Present, Authenticated = order.Authenticated };
        var subscription = Collection.AtOnce(account, billed, terms);
        subscription = subscription is { CollectionMethod: "send_invoice", Status: "incomplete" } ? subscription with { Status = "active" } : subscription;
        subscription = account.Save(WithPendingSetup(account, order, subscription) with { Announced = true });
        account.Emit("customer.subscription.created", subscription, place);
        UpcomingNotices.Plan(account, subscription);
        return subscription is { Status: "trialing", WakeAt: { } warning } && warning <= account.Now
            ? SubscriptionLifecycle.WarnOfTrialEnd(account, subscription)
            : subscription;
    }

    /// <summary>The subscription and its first invoice, before anything is collected.</summary>
    public static Billed Draft(Account account, SubscriptionOrder order)
    {
        Check(order);
        var subscription = SubscriptionTaxes.Begin(account, SubscriptionDiscounts.Begin(account, order, Blank(account, order)));
        order.Charges.ForEach(charge => charge.Make(account, subscription));
        var blank = Renewals.Blank(account, subscription, "subscription_create", new LinePeriod(account.Now, account.Now));
        var first = subscription.Items.Data.Select(item => FirstLines.Of(account, order, subscription, item, blank.Id)).ToList();
        subscription = account.Save(subscription with { LatestInvoice = blank.Id, Items = subscription.Items with { Data = [.. first.Select(one => one.Item)] } });
        var lines = InvoiceEngine.TakePendingItems(account, subscription.Customer, subscription.Currency, blank.Id, subscription.Id);
        lines.AddRange(first.SelectMany(one => one.Lines));
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
        var subscription = new Subscription
        {
            Id = id,
            Created = account.Now,
            StartDate = order.StartDate ?? account.Now,
            AutomaticTax = new SubscriptionAutomaticTax { Enabled = order.AutomaticTax, Liability = order.AutomaticTax ? new InvoiceIssuer("self") : null },
            BillingCycleAnchor = order.BillingCycleAnchor ?? order.TrialEnd ?? account.Now,
            BillingCycleAnchorConfig = order.BillingCycleAnchorConfig,
            BillingMode = BillingMode.Of(order.BillingMode),
            CancelAt = order.CancelAt,
            CancelAtPeriodEnd = order.CancelAtPeriodEnd,
            CanceledAt = order.CancelAtPeriodEnd || order.CancelAt is not null || order.CancelsAtFirstEnd || order.CancelsAtLastEnd ? account.Now : null,
            CollectionMethod = order.CollectionMethod,
            Currency = order.CurrencyToBill,
            Customer = order.Customer.Id,
            DaysUntilDue = order.CollectionMethod == "send_invoice" ? order.DaysUntilDue ?? 30 : null,
            DefaultPaymentMethod = order.DefaultPaymentMethod,
            DefaultTaxRates = order.DefaultTaxRates,
            Description = order.Description,
            InvoiceSettings = order.InvoiceSettings,
            Items = new ListOf<SubscriptionItem> { Data = [], Url = "/v1/subscription_items?subscription=" + id },
            Metadata = order.Metadata,
            PaymentSettings = order.SaveDefaultPaymentMethod is { } save ? order.PaymentSettings with { SaveDefaultPaymentMethod = save } : order.PaymentSettings,
            Status = order.TrialEnd is null ? "incomplete" : "trialing",
            TestClock = order.Customer.TestClock,
            TrialStart = order.TrialEnd is null ? null : account.Now,
            TrialEnd = order.TrialEnd,
            TrialSettings = new TrialSettings(new TrialEndBehavior(order.MissingPaymentMethod)),
        };
        subscription = subscription with { Items = subscription.Items with { Data = [.. order.Items.Select(item => Item(account, order, subscription, item))] } };
        return subscription with
        {
            CancelAt = order.CancelAtPeriodEnd || order.CancelsAtFirstEnd ? subscription.PeriodEnd
                : order.CancelsAtLastEnd ? subscription.Items.Data.Max(item => item.CurrentPeriodEnd) : order.CancelAt,
        };
    }

    private static SubscriptionItem Item(Account account, SubscriptionOrder order, Subscription subscription, OrderedItem item) => new()
    {
        Id = Ids.New("si", 14),
        Billed = [],
        Created = account.Now,
        CurrentPeriodStart = account.Now,
        CurrentPeriodEnd = order.TrialEnd ?? Renewals.EndOf(subscription, item.Price.Recurring!, account.Now),
        Metadata = item.Metadata,
        Price = item.Price,
        Quantity = MeteredPrices.QuantityOf(item.Price, item.Quantity),
        Subscription = subscription.Id,
        TaxRates = item.TaxRates ?? [],
    };

    /// <summary>With nothing to pay yet, default_incomplete asks for the card through a setup intent.</summary>
    private static Subscription WithPendingSetup(Account account, SubscriptionOrder order, Subscription subscription)
    {
        var asks = order.PaymentBehavior == "default_incomplete" && subscription is { Status: "trialing", DefaultPaymentMethod: null }
            && order.Customer.ChargedMethod is null;
        return asks ? subscription with { PendingSetupIntent = SetupEngine.Create(account, subscription.Customer).Id } : subscription;
    }

    private static void Check(SubscriptionOrder order)
    {
        if (order.Items.Count == 0)
        {
            throw StripeError.MissingParameter("items");
        }

        var currency = order.CurrencyToBill;
        if (order.Currency is { } asked && order.Items.Find(item => item.Price.In(asked).Currency != asked) is { } other)
        {
            throw StripeError.WrongState($"The price specified only supports `{other.Price.Currency}`. This doesn't match the expected currency: `{asked}`.", param: "currency");
        }

        ItemReader.Check([.. order.Items.Select(item => item.Price)], currency, order.BillingMode, "items");
        if (order.Customer.Currency is { } known && known != currency)
        {
            throw StripeError.WrongState($"You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency {known}.");
        }
    }

    private static void RefuseWithoutMethod(Account account, SubscriptionOrder order, Billed billed)
    {
        if (billed.Draft is { AmountDue: > 0 } && order is { CollectionMethod: "charge_automatically", PaymentBehavior: not "default_incomplete" }
            && account.Find<PaymentMethod>(billed.Subscription.DefaultPaymentMethod ?? order.Customer.ChargedMethod) is null)
        {
            throw StripeError.WrongState("This customer has no attached payment source or default payment method. Please consider adding a default payment method. "
                + "For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.", "resource_missing");
        }
    }
}
