using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using Microsoft.AspNetCore.Http;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>What was typed into the Checkout page: the card, and everything that the session asks for besides.</summary>
internal sealed record CheckoutForm
{
    public CardForm Card { get; init; } = new();

    /// <summary>The saved card that was chosen, if it was not a new one.</summary>
    public string SavedCard { get; init; } = "";

    public string Phone { get; init; } = "";

    public string TaxIdType { get; init; } = "";

    public string TaxIdValue { get; init; } = "";

    public string BusinessName { get; init; } = "";

    public string IndividualName { get; init; } = "";

    public Dictionary<string, string> Fields { get; init; } = [];

    public bool AcceptsTerms { get; init; }

    public bool WantsNews { get; init; }

    public bool SavesCard { get; init; }

    /// <summary>The total that the page showed; when it is another one by now, the buyer is asked again.</summary>
    public string Expected { get; init; } = "";

    public static CheckoutForm Read(IFormCollection form) => new()
    {
        Card = CardForm.Read(form),
        SavedCard = form["savedCard"].ToString(),
        Phone = form["phone"].ToString().Trim(),
        TaxIdType = form["taxIdType"].ToString(),
        TaxIdValue = form["taxId"].ToString().Trim(),
        BusinessName = form["businessName"].ToString().Trim(),
        IndividualName = form["individualName"].ToString().Trim(),
        Fields = form.Keys.Where(key => key.StartsWith("field-", StringComparison.Ordinal)).ToDictionary(key => key["field-".Length..], key => form[key].ToString().Trim()),
        AcceptsTerms = form.ContainsKey("terms"),
        WantsNews = form.ContainsKey("promotions"),
        SavesCard = form.ContainsKey("saveCard"),
        Expected = form["expectedAmount"].ToString(),
    };

    /// <summary>The page as it opens: what is known of the customer, and the merchant's defaults.</summary>
    public static CheckoutForm Fresh(CheckoutSession session) => new()
    {
        Card = new CardForm
        {
            Name = session.CustomerDetails?.Name ?? "", Country = session.CustomerDetails?.Address?.Country ?? "US", Line1 = session.CustomerDetails?.Address?.Line1 ?? "",
            City = session.CustomerDetails?.Address?.City ?? "", State = session.CustomerDetails?.Address?.State ?? "", PostalCode = session.CustomerDetails?.Address?.PostalCode ?? "",
        },
        Phone = session.CustomerDetails?.Phone ?? "",
        Fields = session.CustomFields.Where(field => field.DefaultValue is not null).ToDictionary(field => field.Key, field => field.DefaultValue!),
    };

    public CheckoutForm With(string field, string message) => this with { Card = Card.With(field, message) };

    /// <summary>Checks everything that the session asks for, so that a buyer sees all that is missing at once.</summary>
    public CheckoutForm Checked(Account account, CheckoutSession session, bool skipsCard)
    {
        var asksEmail = CheckoutParts.EmailOf(account, session) is null;
        var form = skipsCard || Saved(account, session) is not null ? this with { Card = Card.CheckedWithoutCard(asksEmail) } : this with { Card = Card.Checked(account.Now, asksEmail) };
        if (CheckoutParts.AsksAddress(session) && Card.Line1.Length == 0 && session.BillingAddressCollection == "required")
        {
            form = form.With("billingAddressLine1", "Your address is incomplete.");
        }

        form = session.PhoneNumberCollection.Enabled && Phone.Length < 5 ? form.With("phone", "Your phone number is incomplete.") : form;
        form = session.TaxIdCollection is { Enabled: true } && TaxIdValue.Length > 0 && !TaxIdWords.Knows(TaxIdType) ? form.With("taxId", "Please choose the kind of tax id.") : form;
        form = session.NameCollection?.Business is { Enabled: true, Optional: false } && BusinessName.Length == 0 ? form.With("businessName", "This field is required.") : form;
        form = session.NameCollection?.Individual is { Enabled: true, Optional: false } && IndividualName.Length == 0 ? form.With("individualName", "This field is required.") : form;
        foreach (var field in session.CustomFields)
        {
            form = field.Problem(Fields.GetValueOrDefault(field.Key) ?? "") is { } problem ? form.With("field-" + field.Key, problem) : form;
        }

        return session.ConsentCollection?.TermsOfService == "required" && !AcceptsTerms ? form.With("terms", "Please accept the terms of service to go on.") : form;
    }

    /// <summary>The saved card, if it is one of those that the page may show.</summary>
    public PaymentMethod? Saved(Account account, CheckoutSession session) => CheckoutParts.SavedCards(account, session).Find(card => card.Id == SavedCard);

    public CheckoutEntries ToEntries(CheckoutSession session) => new()
    {
        Email = Some(Card.Email), Name = Some(Card.Name), Phone = session.PhoneNumberCollection.Enabled ? Some(Phone) : null, Address = Card.Address,
        TaxId = session.TaxIdCollection is { Enabled: true } && TaxIdValue.Length > 0 ? new CheckoutTaxId(TaxIdType, TaxIdValue) : null,
        BusinessName = Some(BusinessName), IndividualName = Some(IndividualName), CustomFields = Fields, SavesCard = SavesCard,
        Consent = session.ConsentCollection is not { } asked ? null
            : new CheckoutConsent(asked.Promotions == "auto" ? WantsNews ? "opt_in" : "opt_out" : null, asked.TermsOfService == "required" && AcceptsTerms ? "accepted" : null),
    };

    private static string? Some(string text) => text.Length == 0 ? null : text;
}
