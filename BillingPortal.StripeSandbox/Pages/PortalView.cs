using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Portal;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Taxes;
using static BillingPortal.StripeSandbox.Pages.Html;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>One visit to the customer portal: whose it is, what its configuration allows, and the frame around every page.</summary>
internal sealed record PortalView(Account Account, PortalSession Session)
{
    public Customer Customer { get; } = Account.Get<Customer>(Session.Customer);

    public PortalConfiguration Configuration { get; } = Account.Get<PortalConfiguration>(Session.Configuration);

    public PortalFeatures Features => Configuration.Features;

    public string Home => "/p/session/" + Session.Id;

    public List<Subscription> Subscriptions => [.. Account.OwnedBy<Subscription>(Customer.Id).Where(row => !row.IsOver)];

    public List<TaxId> TaxIds => Account.OwnedBy<TaxId>(Customer.Id);

    /// <summary>A running subscription of this customer; nobody reaches another customer's by its id.</summary>
    public Subscription? Subscription(string id) => Subscriptions.Find(row => row.Id == id);

    public string Of(Subscription subscription, string page) => $"{Home}/subscriptions/{subscription.Id}/{page}";

    /// <summary>The card that is charged: the customer's default, else that of the first subscription.</summary>
    public PaymentMethod? DefaultMethod => Account.Find<PaymentMethod>(Customer.ChargedMethod ?? Subscriptions.FirstOrDefault()?.DefaultPaymentMethod);

    public string Name(Price price) => Lines.NameOf(Account, price);

    public static string Each(Price price, long quantity) => price.Recurring is { } recurring
        ? $"{MoneyText.Of(Lines.AmountOf(price, quantity), price.Currency)} per {Lines.Every(recurring)}"
        : MoneyText.Of(Lines.AmountOf(price, quantity), price.Currency);

    /// <summary>The page between the merchant's side panel and a way back.</summary>
    public string Frame(string title, string body, bool isHome = false)
    {
        var profile = Configuration.BusinessProfile;
        var back = isHome || Session is { Flow: not null, FlowDone: false }
            ? Session.ReturnUrl is { } url ? $"""<a class="back" href="{Text(url)}"><span aria-hidden="true">←</span> Return to merchant</a>""" : ""
            : $"""<a class="back" href="{Home}"><span aria-hidden="true">←</span> Back to billing</a>""";
        return Page(title,
            $"""
            <div class="portal">
              <header class="side">
                <p class="merchant"><span class="mark" aria-hidden="true"></span> {Text(Merchant.Name)}</p>
                <p class="headline">{Text(profile.Headline ?? $"{Merchant.Name} lets you manage your plan, cards and invoices here.")}</p>
                <nav aria-label="Way back">{back}</nav>
                {Links(profile)}
              </header>
              <main class="content">
                {body}
              </main>
            </div>
            """);
    }

    private static string Links(PortalBusinessProfile profile) => profile is { TermsOfServiceUrl: null, PrivacyPolicyUrl: null } ? "" :
        $"""
        <p class="legal">
          {(profile.TermsOfServiceUrl is { } terms ? $"""<a href="{Text(terms)}">Terms</a>""" : "")}
          {(profile.PrivacyPolicyUrl is { } privacy ? $"""<a href="{Text(privacy)}">Privacy</a>""" : "")}
        </p>
        """;
}

/// <summary>The name under which the sandbox's account sells.</summary>
internal static class Merchant
{
    public const string Name = "Stripe sandbox";
}
