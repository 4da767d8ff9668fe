using System.Text.Json.Serialization;

namespace BillingPortal.Core.Primitives;

/// <summary>Our organization (org_…): the tenant that pays, the owner of everything else.</summary>
[JsonConverter(typeof(TextIdJsonConverter<OrganizationId>))]
public readonly record struct OrganizationId(string Value) : ITextId<OrganizationId>
{
    public static OrganizationId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Stripe's customer (cus_…).</summary>
[JsonConverter(typeof(TextIdJsonConverter<CustomerId>))]
public readonly record struct CustomerId(string Value) : ITextId<CustomerId>
{
    public static CustomerId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Stripe's subscription (sub_…).</summary>
[JsonConverter(typeof(TextIdJsonConverter<SubscriptionId>))]
public readonly record struct SubscriptionId(string Value) : ITextId<SubscriptionId>
{
    public static SubscriptionId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Stripe's subscription item (si_…): one price with its quantity.</summary>
[JsonConverter(typeof(TextIdJsonConverter<SubscriptionItemId>))]
public readonly record struct SubscriptionItemId(string Value) : ITextId<SubscriptionItemId>
{
    public static SubscriptionItemId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Stripe's product (prod_…).</summary>
[JsonConverter(typeof(TextIdJsonConverter<ProductId>))]
public readonly record struct ProductId(string Value) : ITextId<ProductId>
{
    public static ProductId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Stripe's price (price_…).</summary>
[JsonConverter(typeof(TextIdJsonConverter<PriceId>))]
public readonly record struct PriceId(string Value) : ITextId<PriceId>
{
    public static PriceId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Stripe's invoice (in_…).</summary>
[JsonConverter(typeof(TextIdJsonConverter<InvoiceId>))]
public readonly record struct InvoiceId(string Value) : ITextId<InvoiceId>
{
    public static InvoiceId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Stripe's charge (ch_…).</summary>
[JsonConverter(typeof(TextIdJsonConverter<ChargeId>))]
public readonly record struct ChargeId(string Value) : ITextId<ChargeId>
{
    public static ChargeId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Stripe's refund (re_…).</summary>
[JsonConverter(typeof(TextIdJsonConverter<RefundId>))]
public readonly record struct RefundId(string Value) : ITextId<RefundId>
{
    public static RefundId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Stripe's payment method (pm_…).</summary>
[JsonConverter(typeof(TextIdJsonConverter<PaymentMethodId>))]
public readonly record struct PaymentMethodId(string Value) : ITextId<PaymentMethodId>
{
    public static PaymentMethodId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Stripe's Checkout session (cs_…).</summary>
[JsonConverter(typeof(TextIdJsonConverter<CheckoutSessionId>))]
public readonly record struct CheckoutSessionId(string Value) : ITextId<CheckoutSessionId>
{
    public static CheckoutSessionId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Stripe's event (evt_…), unique for ever.</summary>
[JsonConverter(typeof(TextIdJsonConverter<EventId>))]
public readonly record struct EventId(string Value) : ITextId<EventId>
{
    public static EventId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A plan of the plans file, such as 'team'.</summary>
[JsonConverter(typeof(TextIdJsonConverter<PlanCode>))]
public readonly record struct PlanCode(string Value) : ITextId<PlanCode>
{
    public static PlanCode From(string value) => new(value);

    public override string ToString() => Value;
}
