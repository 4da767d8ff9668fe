using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Reads what the merchant adds to the page: fields, words and consents.</summary>
internal static class CheckoutFieldReader
{
    private const int MostFields = 3;

    public static List<CheckoutCustomField> CustomFields(Parameters parameters)
    {
        var fields = parameters.List("custom_fields").Select(CustomField).ToList();
        return fields.Count > MostFields ? throw StripeError.Invalid($"You can specify at most {MostFields} custom fields.", "custom_fields")
            : fields.Select(field => field.Key).Distinct().Count() < fields.Count ? throw StripeError.Invalid("The keys of custom fields must be unique.", "custom_fields") : fields;
    }

    public static CustomText CustomText(Parameters parameters)
    {
        var texts = parameters.Hash("custom_text");
        return new CustomText
        {
            AfterSubmit = Message(texts, "after_submit"), ShippingAddress = Message(texts, "shipping_address"), Submit = Message(texts, "submit"),
            TermsOfServiceAcceptance = Message(texts, "terms_of_service_acceptance"),
        };
    }

    public static CheckoutConsentCollection? ConsentCollection(Parameters parameters) => parameters.Hash("consent_collection") is not { } consent ? null : new CheckoutConsentCollection(
        consent.Hash("payment_method_reuse_agreement") is { } reuse ? new ReuseAgreement(reuse.Choice("position", "auto", "hidden") ?? throw StripeError.MissingParameter(reuse.Name("position"))) : null,
        consent.Choice("promotions", "auto", "none"),
        consent.Choice("terms_of_service", "none", "required"));

    public static CheckoutNameCollection? NameCollection(Parameters parameters) => parameters.Hash("name_collection") is not { } names ? null
        : new CheckoutNameCollection { Business = NameField(names.Hash("business")), Individual = NameField(names.Hash("individual")) };

    private static CheckoutNameField? NameField(Parameters? field) => field is null ? null
        : new CheckoutNameField(field.Flag("enabled") ?? throw StripeError.MissingParameter(field.Name("enabled")), field.Flag("optional") ?? false);

    private static CheckoutCustomField CustomField(Parameters field)
    {
        var type = field.Choice("type", "dropdown", "numeric", "text") ?? throw StripeError.MissingParameter(field.Name("type"));
        var key = field.RequiredText("key");
        if (key.Length > 200 || !key.All(char.IsAsciiLetterOrDigit))
        {
            throw StripeError.Invalid("The key of a custom field has at most 200 letters and digits.", field.Name("key"));
        }

        var label = field.Hash("label") ?? throw StripeError.MissingParameter(field.Name("label"));
        label.Choice("type", "custom");
        var words = label.RequiredText("custom");
        return new CheckoutCustomField
        {
            Key = key,
            Type = type,
            Label = new CheckoutLabel(words.Length <= 50 ? words : throw StripeError.Invalid("The label of a custom field has at most 50 characters.", label.Name("custom"))),
            Optional = field.Flag("optional") ?? false,
            Dropdown = type == "dropdown" ? Dropdown(field.Hash("dropdown") ?? throw StripeError.MissingParameter(field.Name("dropdown"))) : null,
            Numeric = type == "numeric" ? Entry(field.Hash("numeric")) : null,
            Text = type == "text" ? Entry(field.Hash("text")) : null,
        };
    }

    private static CheckoutTextField Entry(Parameters? entry) => entry is null ? new CheckoutTextField(null, null, null, null)
        : new CheckoutTextField(entry.Text("default_value"), entry.Integer("maximum_length"), entry.Integer("minimum_length"), null);

    private static CheckoutDropdown Dropdown(Parameters dropdown)
    {
        var options = dropdown.List("options").Select(option => new CheckoutOption(option.RequiredText("label"), option.RequiredText("value"))).ToList();
        return options.Count is >= 1 and <= 200 ? new CheckoutDropdown(dropdown.Text("default_value"), options, null)
            : throw StripeError.Invalid("A dropdown has between 1 and 200 options.", dropdown.Name("options"));
    }

    private static CustomMessage? Message(Parameters? texts, string name)
    {
        var message = texts?.Hash(name)?.RequiredText("message");
        return message is null ? null : message.Length <= 1200 ? new CustomMessage(message) : throw StripeError.Invalid("A message has at most 1200 characters.", $"custom_text[{name}][message]");
    }
}
