using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Customers;

/// <summary>Stripe's address hash, on customers, payment methods and invoices.</summary>
internal sealed record Address
{
    public string? City { get; init; }

    public string? Country { get; init; }

    public string? Line1 { get; init; }

    public string? Line2 { get; init; }

    public string? PostalCode { get; init; }

    public string? State { get; init; }

    /// <summary>The address as sent, replacing the old one as a whole; the old one when none was sent.</summary>
    public static Address? Read(Parameters parameters, string name, Address? before = null)
    {
        if (!parameters.Has(name))
        {
            return before;
        }

        return parameters.Hash(name) is not { } hash ? null : new Address
        {
            City = hash.Text("city"), Country = hash.Text("country"), Line1 = hash.Text("line1"),
            Line2 = hash.Text("line2"), PostalCode = hash.Text("postal_code"), State = hash.Text("state"),
        };
    }
}

/// <summary>Who and where to ship to, on customers, payment intents and charges.</summary>
internal sealed record Shipping
{
    public Address Address { get; init; } = new();

    public string? Carrier { get; init; }

    public string Name { get; init; } = "";

    public string? Phone { get; init; }

    public string? TrackingNumber { get; init; }

    public static Shipping? Read(Parameters parameters, string name, Shipping? before = null)
    {
        if (!parameters.Has(name))
        {
            return before;
        }

        return parameters.Hash(name) is not { } hash ? null : new Shipping
        {
            Address = Address.Read(hash, "address") ?? new Address(), Carrier = hash.Text("carrier"), Name = hash.Text("name") ?? "",
            Phone = hash.Text("phone"), TrackingNumber = hash.Text("tracking_number"),
        };
    }
}
