using System.Net;
using BillingPortal.Tests.Sandbox.Checkout;

namespace BillingPortal.Tests.Sandbox.Portal;

/// <summary>A customer with a plan in front of the customer portal, which lets them do everything.</summary>
internal sealed record PortalRoom(SandboxRoom Room, string Customer, string Subscription, string Team, string Scale, string Url)
{
    public static async Task<PortalRoom> OpenAsync(SandboxRoom room, string[]? features = null, string[]? flow = null, string[]? order = null, string card = "pm_card_visa", string interval = "month")
    {
        var product = (await room.PostAsync("/v1/products", "name=Team")).Text("id");
        var team = (await room.PostAsync("/v1/prices", $"product={product}", "currency=usd", "unit_amount=2400", "recurring[interval]=month")).Text("id");
        var scale = (await room.PostAsync("/v1/prices", $"product={product}", "currency=usd", "unit_amount=9900", $"recurring[interval]={interval}")).Text("id");
        var customer = await room.CustomerAsync(card);
        var subscription = (await room.PostAsync("/v1/subscriptions", [$"customer={customer}", $"items[0][price]={team}", .. order ?? []])).Text("id");
        var configuration = (await room.PostAsync("/v1/billing_portal/configurations", ["business_profile[headline]=Welcome",
            "features[customer_update][enabled]=true", "features[customer_update][allowed_updates][0]=address", "features[customer_update][allowed_updates][1]=email",
            "features[invoice_history][enabled]=true", "features[payment_method_update][enabled]=true",
            "features[subscription_cancel][enabled]=true", "features[subscription_cancel][cancellation_reason][enabled]=true",
            "features[subscription_cancel][cancellation_reason][options][0]=too_expensive", "features[subscription_cancel][cancellation_reason][options][1]=other",
            "features[subscription_update][enabled]=true", "features[subscription_update][default_allowed_updates][0]=price", "features[subscription_update][default_allowed_updates][1]=quantity",
            $"features[subscription_update][products][0][product]={product}", $"features[subscription_update][products][0][prices][0]={team}",
            $"features[subscription_update][products][0][prices][1]={scale}", .. features ?? ["features[subscription_update][proration_behavior]=always_invoice"]])).Text("id");
        var session = await room.PostAsync("/v1/billing_portal/sessions", [$"customer={customer}", $"configuration={configuration}", "return_url=http://127.0.0.1:1/home",
            .. (flow ?? []).Select(line => line.Replace("{subscription}", subscription, StringComparison.Ordinal).Replace("{scale}", scale, StringComparison.Ordinal))]);
        return new PortalRoom(room, customer, subscription, team, scale, session.Text("url"));
    }

    /// <summary>A page of the portal as a person reads it.</summary>
    public async Task<string> ReadAsync(string path = "")
    {
        using var answer = await Room.Http.GetAsync(new Uri(Url + path));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        return answer.IsSuccessStatusCode ? page : throw new InvalidOperationException(page);
    }

    public string Of(string page) => $"/subscriptions/{Subscription}/{page}";

    public Task<HttpResponseMessage> SendAsync(string path, params (string Name, string Value)[] fields) =>
        Room.Http.PostAsync(new Uri(Url + path), CheckoutRoom.Form([("subscription", Subscription), .. fields]));
}
