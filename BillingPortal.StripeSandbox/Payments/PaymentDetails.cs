using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Under which names the merchant and the buyer know a payment; networks print them, and nothing depends on them.</summary>
internal sealed record PaymentDetails(string? CustomerReference, string? OrderReference)
{
    public static PaymentDetails? Read(Parameters parameters, PaymentDetails? before) => parameters.Hash("payment_details") is { } sent
        ? new PaymentDetails(sent.Text("customer_reference", before?.CustomerReference), sent.Text("order_reference", before?.OrderReference))
        : parameters.Clears("payment_details") ? null : before;
}
