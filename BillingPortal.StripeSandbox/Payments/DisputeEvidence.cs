using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>What a merchant says against a dispute. The sandbox keeps texts; it has no files, so the fields for those stay empty.</summary>
internal sealed record DisputeEvidence
{
    private const int MostCharacters = 150_000;

    private static readonly string[] FileFields =
    [
        "cancellation_policy", "customer_communication", "customer_signature", "duplicate_charge_documentation", "receipt", "refund_policy",
        "service_documentation", "shipping_documentation", "uncategorized_file",
    ];

    public string? AccessActivityLog { get; init; }

    public string? BillingAddress { get; init; }

    public string? CancellationPolicy => null;

    public string? CancellationPolicyDisclosure { get; init; }

    public string? CancellationRebuttal { get; init; }

    public string? CustomerCommunication => null;

    public string? CustomerEmailAddress { get; init; }

    public string? CustomerName { get; init; }

    public string? CustomerPurchaseIp { get; init; }

    public string? CustomerSignature => null;

    public string? DuplicateChargeDocumentation => null;

    public string? DuplicateChargeExplanation { get; init; }

    public string? DuplicateChargeId { get; init; }

    public string? ProductDescription { get; init; }

    public string? Receipt => null;

    public string? RefundPolicy => null;

    public string? RefundPolicyDisclosure { get; init; }

    public string? RefundRefusalExplanation { get; init; }

    public string? ServiceDate { get; init; }

    public string? ServiceDocumentation => null;

    public string? ShippingAddress { get; init; }

    public string? ShippingCarrier { get; init; }

    public string? ShippingDate { get; init; }

    public string? ShippingDocumentation => null;

    public string? ShippingTrackingNumber { get; init; }

    public string? UncategorizedFile => null;

    public string? UncategorizedText { get; init; }

    public Dictionary<string, string> EnhancedEvidence => [];

    /// <summary>The texts that a request sends, over those from before.</summary>
    public DisputeEvidence With(Parameters sent)
    {
        foreach (var file in FileFields)
        {
            if (sent.Text(file) is { } id)
            {
                throw StripeError.Missing("file upload", id, sent.Name(file), status: 400);
            }
        }

        var after = this with
        {
            AccessActivityLog = sent.Text("access_activity_log", AccessActivityLog),
            BillingAddress = sent.Text("billing_address", BillingAddress),
            CancellationPolicyDisclosure = sent.Text("cancellation_policy_disclosure", CancellationPolicyDisclosure),
            CancellationRebuttal = sent.Text("cancellation_rebuttal", CancellationRebuttal),
            CustomerEmailAddress = sent.Text("customer_email_address", CustomerEmailAddress),
            CustomerName = sent.Text("customer_name", CustomerName),
            CustomerPurchaseIp = sent.Text("customer_purchase_ip", CustomerPurchaseIp),
            DuplicateChargeExplanation = sent.Text("duplicate_charge_explanation", DuplicateChargeExplanation),
            DuplicateChargeId = sent.Text("duplicate_charge_id", DuplicateChargeId),
            ProductDescription = sent.Text("product_description", ProductDescription),
            RefundPolicyDisclosure = sent.Text("refund_policy_disclosure", RefundPolicyDisclosure),
            RefundRefusalExplanation = sent.Text("refund_refusal_explanation", RefundRefusalExplanation),
            ServiceDate = sent.Text("service_date", ServiceDate),
            ShippingAddress = sent.Text("shipping_address", ShippingAddress),
            ShippingCarrier = sent.Text("shipping_carrier", ShippingCarrier),
            ShippingDate = sent.Text("shipping_date", ShippingDate),
            ShippingTrackingNumber = sent.Text("shipping_tracking_number", ShippingTrackingNumber),
            UncategorizedText = sent.Text("uncategorized_text", UncategorizedText),
        };
        return after.Texts().Sum(text => text?.Length ?? 0) <= MostCharacters ? after
            : throw StripeError.Invalid("The combined character count of all evidence is at most 150,000.", "evidence");
    }

    internal bool IsEmpty() => Texts().All(text => text is null);

    private string?[] Texts() =>
    [
        AccessActivityLog, BillingAddress, CancellationPolicyDisclosure, CancellationRebuttal, CustomerEmailAddress, CustomerName,
        CustomerPurchaseIp, DuplicateChargeExplanation, DuplicateChargeId, ProductDescription, RefundPolicyDisclosure, RefundRefusalExplanation,
        ServiceDate, ShippingAddress, ShippingCarrier, ShippingDate, ShippingTrackingNumber, UncategorizedText,
    ];
}
