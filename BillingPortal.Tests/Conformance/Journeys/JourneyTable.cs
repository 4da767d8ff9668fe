using System.Text.Json;

namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Walks through everything that the sandbox serves, one resource after the other, as a merchant's server would.</summary>
public static class JourneyTable
{
    public static IReadOnlyDictionary<string, Func<SandboxSession, Task>> All { get; } = new Dictionary<string, Func<SandboxSession, Task>>
    {
        ["customers"] = CatalogJourneys.CustomersAsync,
        ["customer balance"] = CatalogJourneys.BalanceAsync,
        ["products"] = CatalogJourneys.ProductsAsync,
        ["prices"] = CatalogJourneys.PricesAsync,
        ["webhook endpoints"] = CatalogJourneys.WebhookEndpointsAsync,
        ["refusals"] = CatalogJourneys.RefusalsAsync,
        ["payment methods"] = PaymentJourneys.MethodsAsync,
        ["sources"] = PaymentJourneys.SourcesAsync,
        ["payment intents"] = PaymentJourneys.IntentsAsync,
        ["declined and authenticated payments"] = PaymentJourneys.TroubleAsync,
        ["confirmation tokens"] = PaymentJourneys.ConfirmationTokensAsync,
        ["setup intents"] = PaymentJourneys.SetupsAsync,
        ["refunds"] = PaymentJourneys.RefundsAsync,
        ["disputes"] = DisputeJourneys.DisputesAsync,
        ["refunds that take their time"] = DisputeJourneys.SlowRefundsAsync,
        ["charges without an intent"] = DisputeJourneys.ChargesAsync,
        ["payment method domains"] = DisputeJourneys.DomainsAsync,
        ["subscriptions"] = SubscriptionJourneys.LifeAsync,
        ["trials"] = SubscriptionJourneys.TrialsAsync,
        ["subscription items"] = SubscriptionJourneys.ItemsAsync,
        ["incomplete and past due subscriptions"] = SubscriptionJourneys.TroubleAsync,
        ["beginnings of subscriptions"] = EngineJourneys.BeginningsAsync,
        ["changes that wait, move and end"] = EngineJourneys.ChangesAsync,
        ["paused and resumed subscriptions"] = EngineJourneys.PausesAsync,
        ["previews of invoices"] = PreviewJourneys.AllKindsAsync,
        ["invoices"] = InvoiceJourneys.LifeAsync,
        ["invoices that are not paid"] = InvoiceJourneys.UnpaidAsync,
        ["invoice items"] = InvoiceJourneys.ItemsAsync,
        ["credit notes"] = CreditNoteJourneys.NotesAsync,
        ["coupons and discounts"] = MoneyJourneys.DiscountsAsync,
        ["taxes"] = MoneyJourneys.TaxesAsync,
        ["drafts"] = MoneyJourneys.DraftsAsync,
        ["renewals that fail for good"] = DunningJourneys.EndsAsync,
        ["invoices paid in parts"] = DunningJourneys.PartsAsync,
        ["checkout sessions"] = CheckoutJourneys.SessionsAsync,
        ["completed checkouts"] = CheckoutJourneys.CompletedAsync,
        ["meters"] = MeterJourneys.MetersAsync,
        ["meter events"] = MeterJourneys.EventsAsync,
        ["metered subscriptions"] = MeterJourneys.BillingAsync,
        ["billing credits"] = CreditJourneys.GrantsAsync,
        ["billing credits on invoices"] = CreditJourneys.UseAsync,
        ["updates that wait for their payment"] = RareJourneys.PendingUpdatesAsync,
        ["expiries and warnings"] = RareJourneys.ExpiriesAsync,
        ["tax of an unknown place"] = RareJourneys.UnknownPlaceAsync,
        ["invoices past their due date"] = RareJourneys.OverdueAsync,
        ["announced renewals"] = RareJourneys.AnnouncedAsync,
        ["coupons of customers"] = RareJourneys.CustomerCouponsAsync,
        ["what is retired"] = RareJourneys.RetiredAsync,
        ["test clocks"] = ClockJourneys.TestClocksAsync,
        ["customer portal"] = PortalJourneys.VisitsAsync,
    };

    public static string Id(this JsonElement value) => value.TryGetProperty("id", out var id) ? id.GetString()! : throw new InvalidOperationException($"No id in the answer: {value}");

    public static string Text(this JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : throw new InvalidOperationException($"No {name} in the answer: {value}");

    /// <summary>A customer who can pay: a card of the test table, attached and the default.</summary>
    public static async Task<string> PayerAsync(this SandboxSession api, string card = "pm_card_visa", params string[] more)
    {
        var customer = (await api.PostAsync("/v1/customers", ["name=Payer", "email=payer@example.test", .. more])).Id();
        var method = (await api.PostAsync($"/v1/payment_methods/{card}/attach", $"customer={customer}")).Id();
        await api.PostAsync($"/v1/customers/{customer}", $"invoice_settings[default_payment_method]={method}");
        return customer;
    }

    public static async Task<string> MonthlyPriceAsync(this SandboxSession api, long amount = 1500, string currency = "usd")
    {
        var product = (await api.PostAsync("/v1/products", "name=Team")).Id();
        return (await api.PostAsync("/v1/prices", $"product={product}", $"currency={currency}", $"unit_amount={amount}", "recurring[interval]=month")).Id();
    }
}
