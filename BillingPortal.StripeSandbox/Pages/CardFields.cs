using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>The fields of a card form, as Checkout, the invoice page and the customer portal show them. Names and ids are stable: scripts rely on them.</summary>
internal static class CardFields
{
    private static readonly (string Number, string What)[] Shown =
    [
        ("4242 4242 4242 4242", "succeeds"),
        ("4000 0025 0000 3155", "asks for 3-D Secure"),
        ("4000 0000 0000 0002", "is declined"),
        ("4000 0000 0000 9995", "has insufficient funds"),
        ("4000 0000 0000 0069", "has expired"),
        ("4000 0000 0000 0127", "wrong CVC"),
        ("4000 0000 0000 0341", "is saved, fails when charged later"),
    ];

    public static string Render(CardForm form, string? knownEmail, bool asksEmail, bool asksAddress) =>
        $"""
        {Email(form, knownEmail, asksEmail)}
        {Card(form)}
        {Country(form)}
        {(asksAddress ? Address(form) : "")}
        """;

    public static string Email(CardForm form, string? knownEmail, bool asksEmail) =>
        asksEmail ? Field(form, "email", "Email", form.Email, "email", "autocomplete=\"email\" required") : knownEmail is null ? "" : $"""<p class="known"><span>Email</span> {Text(knownEmail)}</p>""";

    public static string Card(CardForm form) =>
        $"""
        <fieldset>
          <legend>Card information</legend>
          {Field(form, "cardNumber", "Card number", form.Number, "text", "inputmode=\"numeric\" autocomplete=\"cc-number\" placeholder=\"1234 1234 1234 1234\" maxlength=\"23\" required")}
          <div class="pair">
            {Field(form, "cardExpiry", "Expiration", form.Expiry, "text", "inputmode=\"numeric\" autocomplete=\"cc-exp\" placeholder=\"MM / YY\" maxlength=\"7\" required")}
            {Field(form, "cardCvc", "CVC", form.Cvc, "text", "inputmode=\"numeric\" autocomplete=\"cc-csc\" placeholder=\"CVC\" maxlength=\"4\" required")}
          </div>
        </fieldset>
        {Field(form, "billingName", "Cardholder name", form.Name, "text", "autocomplete=\"cc-name\" placeholder=\"Full name on card\" required")}
        """;

    public static string Country(CardForm form) =>
        $"""
        <div class="field">
          <label for="billingCountry">Country or region</label>
          <select id="billingCountry" name="billingCountry" autocomplete="billing country">{Countries.Options(form.Country)}</select>
        </div>
        """;

    /// <summary>Test cards to click, because nobody remembers the numbers. Without script they are there to be read.</summary>
    public static string TestCards() =>
        $"""
        <details class="testcards">
          <summary>Test cards</summary>
          <ul>{string.Concat(Shown.Select(card => $"""<li><button type="button" class="link" data-card="{card.Number}">{card.Number}</button> {card.What}</li>"""))}</ul>
        </details>
        """;

    public static string Address(CardForm form) =>
        $"""
        {Field(form, "billingAddressLine1", "Address", form.Line1, "text", "autocomplete=\"billing address-line1\"")}
        <div class="pair">
          {Field(form, "billingCity", "City", form.City, "text", "autocomplete=\"billing address-level2\"")}
          {Field(form, "billingPostalCode", "Postal code", form.PostalCode, "text", "autocomplete=\"billing postal-code\"")}
        </div>
        {Field(form, "billingState", "State or province", form.State, "text", "autocomplete=\"billing address-level1\"")}
        """;

    public static string Field(CardForm form, string name, string label, string value, string type, string attributes)
    {
        var error = form.Errors.GetValueOrDefault(name);
        return $"""
            <div class="field{(error is null ? "" : " invalid")}">
              <label for="{name}">{label}</label>
              <input id="{name}" name="{name}" type="{type}" value="{Text(value)}" {attributes}{(error is null ? "" : " aria-invalid=\"true\"")} aria-describedby="{name}-error">
              <p class="error" id="{name}-error" aria-live="polite">{Text(error)}</p>
            </div>
            """;
    }
}
