using BillingPortal.StripeSandbox.Checkout;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The fields and consents that a session asks for besides the card.</summary>
internal static class CheckoutFieldsHtml
{
    /// <summary>Contact, names, tax id and the merchant's own fields.</summary>
    public static string Fields(CheckoutSession session, CheckoutForm form) =>
        $"""
        {(session.PhoneNumberCollection.Enabled ? CardFields.Field(form.Card, "phone", "Phone", form.Phone, "tel", "autocomplete=\"tel\" required") : "")}
        {Name(session.NameCollection?.Individual, form, "individualName", "Full name", form.IndividualName)}
        {Name(session.NameCollection?.Business, form, "businessName", "Business name", form.BusinessName)}
        {(session.TaxIdCollection is { Enabled: true } ? TaxId(form) : "")}
        {string.Concat(session.CustomFields.Select(field => Custom(field, form)))}
        """;

    public static string Consents(CheckoutSession session, CheckoutForm form)
    {
        var asked = session.ConsentCollection;
        return $"""
            {(session.SavedPaymentMethodOptions?.PaymentMethodSave == "enabled" && CheckoutParts.AsksCard(session) ? Check(form, "saveCard", "Save my card for my next purchase here", form.SavesCard) : "")}
            {(asked?.Promotions == "auto" ? Check(form, "promotions", "Send me news and offers by e-mail", form.WantsNews) : "")}
            {(asked?.TermsOfService == "required" ? Check(form, "terms", session.CustomText.TermsOfServiceAcceptance?.Message ?? $"I agree to {Merchant.Name}'s terms of service", form.AcceptsTerms) : "")}
            """;
    }

    private static string Name(CheckoutNameField? asked, CheckoutForm form, string id, string label, string value) => asked is not { Enabled: true } ? ""
        : CardFields.Field(form.Card, id, asked.Optional ? label + " (optional)" : label, value, "text", "autocomplete=\"name\"");

    private static string TaxId(CheckoutForm form) =>
        $"""
        <fieldset><legend>Tax id <small>(for businesses, optional)</small></legend>
          <div class="pair">
            <div class="field"><label for="taxIdType">Kind</label><select id="taxIdType" name="taxIdType">{TaxIdWords.Options(form.TaxIdType)}</select></div>
            {CardFields.Field(form.Card, "taxId", "Number", form.TaxIdValue, "text", "autocomplete=\"off\"")}
          </div>
        </fieldset>
        """;

    private static string Custom(CheckoutCustomField field, CheckoutForm form)
    {
        var (id, label) = ("field-" + field.Key, Text(field.Label.Custom) + (field.Optional ? " (optional)" : ""));
        var value = form.Fields.GetValueOrDefault(field.Key) ?? "";
        if (field.Dropdown is not { } dropdown)
        {
            return CardFields.Field(form.Card, id, label, value, "text", field.Type == "numeric" ? "inputmode=\"numeric\"" : "");
        }

        var error = form.Card.Errors.GetValueOrDefault(id);
        return $"""
            <div class="field{(error is null ? "" : " invalid")}"><label for="{id}">{label}</label>
              <select id="{id}" name="{id}" aria-describedby="{id}-error"{(error is null ? "" : " aria-invalid=\"true\"")}><option value="">Choose…</option>{string.Concat(dropdown.Options.Select(option =>
                  $"""<option value="{Text(option.Value)}"{(option.Value == value ? " selected" : "")}>{Text(option.Label)}</option>"""))}</select>
              <p class="error" id="{id}-error" aria-live="polite">{Text(error)}</p></div>
            """;
    }

    private static string Check(CheckoutForm form, string id, string label, bool isChecked)
    {
        var error = form.Card.Errors.GetValueOrDefault(id);
        return $"""
            <div class="field"><label class="check" for="{id}"><input type="checkbox" id="{id}" name="{id}"{(isChecked ? " checked" : "")}{(error is null ? "" : " aria-invalid=\"true\"")} aria-describedby="{id}-error"> <span>{Text(label)}</span></label>
              <p class="error" id="{id}-error" aria-live="polite">{Text(error)}</p></div>
            """;
    }
}
