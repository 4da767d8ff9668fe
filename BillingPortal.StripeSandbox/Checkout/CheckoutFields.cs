using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Customers;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>A field that the merchant adds to the page, with what the buyer entered.</summary>
internal sealed record CheckoutCustomField
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CheckoutDropdown? Dropdown { get; init; }

    public required string Key { get; init; }

    public required CheckoutLabel Label { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CheckoutTextField? Numeric { get; init; }

    public bool Optional { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CheckoutTextField? Text { get; init; }

    /// <summary>dropdown, numeric or text.</summary>
    public required string Type { get; init; }

    [JsonIgnore]
    public string? Value => Dropdown?.Value ?? Numeric?.Value ?? Text?.Value;

    [JsonIgnore]
    public string? DefaultValue => Dropdown?.DefaultValue ?? Numeric?.DefaultValue ?? Text?.DefaultValue;

    public CheckoutCustomField With(string? value) => this with
    {
        Dropdown = Dropdown is null ? null : Dropdown with { Value = value }, Numeric = Numeric is null ? null : Numeric with { Value = value },
        Text = Text is null ? null : Text with { Value = value },
    };

    /// <returns>What is wrong with an entry, or null.</returns>
    public string? Problem(string value)
    {
        if (value.Length == 0)
        {
            return Optional ? null : "This field is required.";
        }

        var limits = Numeric ?? Text;
        return Type switch
        {
            "dropdown" => Dropdown!.Options.Exists(option => option.Value == value) ? null : "Please choose one of the options.",
            "numeric" when !value.All(char.IsAsciiDigit) => "Please enter digits only.",
            _ when value.Length < limits?.MinimumLength => $"Please enter at least {limits.MinimumLength} characters.",
            _ when value.Length > (limits?.MaximumLength ?? 255) => $"Please enter at most {limits?.MaximumLength ?? 255} characters.",
            _ => null,
        };
    }
}

internal sealed record CheckoutLabel(string? Custom)
{
    public string Type => "custom";
}

internal sealed record CheckoutDropdown(string? DefaultValue, List<CheckoutOption> Options, string? Value);

internal sealed record CheckoutOption(string Label, string Value);

internal sealed record CheckoutTextField(string? DefaultValue, long? MaximumLength, long? MinimumLength, string? Value);

/// <summary>Words of the merchant at four places of the page.</summary>
internal sealed record CustomText
{
    public CustomMessage? AfterSubmit { get; init; }

    public CustomMessage? ShippingAddress { get; init; }

    public CustomMessage? Submit { get; init; }

    public CustomMessage? TermsOfServiceAcceptance { get; init; }
}

internal sealed record CustomMessage(string Message);

internal sealed record CheckoutConsent(string? Promotions, string? TermsOfService);

internal sealed record CheckoutConsentCollection(ReuseAgreement? PaymentMethodReuseAgreement, string? Promotions, string? TermsOfService);

internal sealed record ReuseAgreement(string Position);

/// <summary>What the page collected besides customer and card.</summary>
internal sealed record CollectedInformation
{
    public string? BusinessName { get; init; }

    public string? IndividualName { get; init; }

    public object? ShippingDetails => null;
}

internal sealed record CheckoutNameCollection
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CheckoutNameField? Business { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CheckoutNameField? Individual { get; init; }
}

internal sealed record CheckoutNameField(bool Enabled, bool Optional);

/// <summary>Everything that a buyer enters on the page, except for the card.</summary>
internal sealed record CheckoutEntries
{
    public string? Email { get; init; }

    public string? Name { get; init; }

    public string? Phone { get; init; }

    public Address? Address { get; init; }

    public CheckoutTaxId? TaxId { get; init; }

    public string? BusinessName { get; init; }

    public string? IndividualName { get; init; }

    /// <summary>By key.</summary>
    public Dictionary<string, string> CustomFields { get; init; } = [];

    public CheckoutConsent? Consent { get; init; }

    /// <summary>The buyer wants to find the card here next time.</summary>
    public bool SavesCard { get; init; }
}
