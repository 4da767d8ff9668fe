using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.Journeys;

/// <summary>Stripe's objects as a re-fetch would bring them, for tests of projections.</summary>
internal static class WireObjects
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static Wire.Subscription Subscription(string id = "sub_1", string customer = "cus_1", string status = "active", string price = "price_team", long quantity = 3) => new()
    {
        Id = id, Status = status, Customer = new Expandable<Wire.Customer>(customer, null), Currency = Currency.Usd, Created = Start,
        Items = new Wire.StripeList<Wire.SubscriptionItem>
        {
            Data =
            [
                new Wire.SubscriptionItem
                {
                    Id = $"si_{id}", Quantity = quantity, CurrentPeriodStart = Start, CurrentPeriodEnd = Start.AddMonths(1),
                    Price = new Wire.Price
                    {
                        Id = price, Active = true, Currency = Currency.Usd, UnitAmount = 2400, Type = "recurring", Recurring = new Wire.PriceRecurring { Interval = "month" },
                        Product = new Expandable<Wire.Product>("portal_team", null),
                    },
                },
            ],
        },
    };

    public static Wire.Subscription Trial(string id = "sub_1", string customer = "cus_1", string? fingerprint = null) => Subscription(id, customer, "trialing") with
    {
        TrialStart = Start, TrialEnd = Start.AddDays(14),
        DefaultPaymentMethod = fingerprint is null ? null : new Expandable<Wire.PaymentMethod>(
            "pm_1", new Wire.PaymentMethod { Id = "pm_1", Type = "card", Card = new Wire.CardDetails { Brand = "visa", Last4 = "4242", Fingerprint = fingerprint } }),
    };

    public static Wire.Customer Customer(string id = "cus_1", OrganizationId? organization = null) => new()
    {
        Id = id, Email = "owner@example.com", Metadata = organization is { } owner ? new() { ["org_id"] = owner.Value } : [],
    };

    public static Wire.Invoice Invoice(string id = "in_1", string customer = "cus_1", string status = "open", string? subscription = null, DateTimeOffset? created = null) => new()
    {
        Id = id, Status = status, Customer = new Expandable<Wire.Customer>(customer, null), Currency = Currency.Usd, Created = created ?? Start, Total = 7200, AmountDue = 7200,
        AmountRemaining = status == "paid" ? 0 : 7200, AmountPaid = status == "paid" ? 7200 : 0, Number = status == "draft" ? null : $"N-{id}", HostedInvoiceUrl = "https://invoice.example.com/i",
        Parent = subscription is null ? null : new Wire.InvoiceParent
        {
            SubscriptionDetails = new Wire.InvoiceParentSubscriptionDetails { Subscription = new Expandable<Wire.Subscription>(subscription, null) },
        },
        Lines = new Wire.StripeList<Wire.InvoiceLine>
        {
            Data = [new Wire.InvoiceLine { Id = $"il_{id}", Amount = 7200, Currency = Currency.Usd, Quantity = 3, Period = new Wire.InvoiceLinePeriod(Start, Start.AddMonths(1)) }],
        },
    };

    public static Wire.Charge Charge(string id = "ch_1", string customer = "cus_1", long refunded = 0, params Wire.Refund[] refunds) => new()
    {
        Id = id, Customer = new Expandable<Wire.Customer>(customer, null), Amount = 7200, AmountRefunded = refunded, Currency = Currency.Usd, Created = Start, Status = "succeeded",
        Refunds = new Wire.StripeList<Wire.Refund> { Data = [.. refunds] },
    };

    public static Wire.Refund Refund(string id = "re_1", string charge = "ch_1", string status = "pending", long amount = 1000) =>
        new() { Id = id, Charge = new Expandable<Wire.Charge>(charge, null), Status = status, Amount = amount, Currency = Currency.Usd, Created = Start };
}
