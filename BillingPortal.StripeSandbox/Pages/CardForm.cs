using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>What was typed into a card form, with the faults found in it, by field.</summary>
internal sealed record CardForm
{
    public string Email { get; init; } = "";

    public string Number { get; init; } = "";

    public string Expiry { get; init; } = "";

    public string Cvc { get; init; } = "";

    public string Name { get; init; } = "";

    public string Country { get; init; } = "US";

    public string Line1 { get; init; } = "";

    public string City { get; init; } = "";

    public string State { get; init; } = "";

    public string PostalCode { get; init; } = "";

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public static CardForm Read(IFormCollection form) => new()
    {
        Email = form["email"].ToString().Trim(),
        Number = form["cardNumber"].ToString().Trim(),
        Expiry = form["cardExpiry"].ToString().Trim(),
        Cvc = form["cardCvc"].ToString().Trim(),
        Name = form["billingName"].ToString().Trim(),
        Country = form["billingCountry"].ToString() is { Length: 2 } country ? country : "US",
        Line1 = form["billingAddressLine1"].ToString().Trim(),
        City = form["billingCity"].ToString().Trim(),
        State = form["billingState"].ToString().Trim(),
        PostalCode = form["billingPostalCode"].ToString().Trim(),
    };

    public Address Address => new() { Country = Country, Line1 = Blank(Line1), City = Blank(City), State = Blank(State), PostalCode = Blank(PostalCode) };

    public CardForm With(string field, string message) => this with { Errors = new Dictionary<string, string>(Errors) { [field] = message } };

    /// <summary>For pages on which no card is typed: only the e-mail address, where it is asked for, must be there.</summary>
    public CardForm CheckedWithoutCard(bool asksEmail)
    {
        var form = this with { Errors = new Dictionary<string, string>() };
        return asksEmail && !HasEmail ? form.With("email", "Your email is incomplete.") : form;
    }

    private bool HasEmail => Email.IndexOf('@', StringComparison.Ordinal) >= 1 && !Email.EndsWith('@');

    /// <summary>Checks every field at once, so that a person sees all that is missing.</summary>
    public CardForm Checked(long now, bool asksEmail)
    {
        var form = CheckedWithoutCard(asksEmail);
        form = Name.Length == 0 ? form.With("billingName", "Your name is incomplete.") : form;
        form = Cvc.Length == 0 ? form.With("cardCvc", "Your card's security code is incomplete.") : form;
        if (ParseExpiry() is not var (month, year))
        {
            form = form.With("cardExpiry", "Your card's expiration date is incomplete.");
            return Number.Length == 0 ? form.With("cardNumber", "Your card number is incomplete.") : form;
        }

        return CardInput.Problem(Number, month, year, Cvc.Length == 0 ? null : Cvc, now) switch
        {
            null => form,
            { Field: "number" } => form.With("cardNumber", Number.Length == 0 ? "Your card number is incomplete." : "Your card number is invalid."),
            { Field: "cvc" } => form.With("cardCvc", "Your card's security code is incomplete."),
            _ => form.With("cardExpiry", "Your card's expiration date is in the past."),
        };
    }

    /// <summary>The card as a payment method. Only for a form without errors.</summary>
    public PaymentMethod ToMethod(Account account)
    {
        var (month, year) = ParseExpiry()!.Value;
        var billing = new BillingDetails { Address = Address, Email = Blank(Email), Name = Blank(Name) };
        return account.Save(PaymentMethods.Of(account, TestCard.Of(CardInput.Digits(Number)), month, CardInput.FullYear(year), billing));
    }

    /// <summary>Puts a bank's refusal beside the field that it is about.</summary>
    public CardForm Declined(PaymentError error) => With(error.Code switch { "incorrect_cvc" => "cardCvc", "expired_card" => "cardExpiry", _ => "cardNumber" }, error.Message);

    private (int Month, int Year)? ParseExpiry()
    {
        var digits = CardInput.Digits(Expiry);
        return digits.Length == 4 && int.TryParse(digits[..2], out var month) && int.TryParse(digits[2..], out var year) ? (month, year) : null;
    }

    private static string? Blank(string text) => text.Length == 0 ? null : text;
}
