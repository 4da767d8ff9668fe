using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.StripeApi.Resources;

/// <summary>Parameters of POST /v1/customers.</summary>
public sealed record CustomerCreate
{
    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Description { get; init; }

    public string? Phone { get; init; }

    public Address? Address { get; init; }

    public PaymentMethodId? PaymentMethod { get; init; }

    public CustomerInvoiceSettingsChange? InvoiceSettings { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

/// <summary>Parameters of POST /v1/customers/{id}; what is null stays as it is, an empty text clears.</summary>
public sealed record CustomerUpdate
{
    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Description { get; init; }

    public string? Phone { get; init; }

    public Clearable<Address>? Address { get; init; }

    public CustomerInvoiceSettingsChange? InvoiceSettings { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }
}

public sealed record CustomerInvoiceSettingsChange
{
    /// <summary>An empty text takes the default away.</summary>
    public string? DefaultPaymentMethod { get; init; }
}

/// <summary>Customers at Stripe.</summary>
public static class CustomerCalls
{
    extension(StripeClient stripe)
    {
        public Task<Customer> CreateCustomerAsync(CustomerCreate parameters, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<Customer>("/v1/customers", parameters, key, cancellation);

        /// <summary>A deleted customer comes back as a stub with <see cref="Customer.Deleted"/>.</summary>
        public Task<Customer> GetCustomerAsync(CustomerId customer, CancellationToken cancellation, params IReadOnlyList<string> expand) =>
            stripe.GetAsync<Customer>($"/v1/customers/{customer}", Expansion.Of(expand), cancellation);

        public Task<Customer> UpdateCustomerAsync(CustomerId customer, CustomerUpdate parameters, IdempotencyKey key, CancellationToken cancellation) =>
            stripe.PostAsync<Customer>($"/v1/customers/{customer}", parameters, key, cancellation);

        public IAsyncEnumerable<PaymentMethod> ListPaymentMethodsAsync(CustomerId customer, CancellationToken cancellation) =>
            stripe.ListAllAsync<PaymentMethod>($"/v1/customers/{customer}/payment_methods", null, cancellation);

        public Task<PaymentMethod> GetPaymentMethodAsync(PaymentMethodId paymentMethod, CancellationToken cancellation) =>
            stripe.GetAsync<PaymentMethod>($"/v1/payment_methods/{paymentMethod}", null, cancellation);
    }
}
