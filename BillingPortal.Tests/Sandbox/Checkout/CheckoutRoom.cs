using System.Net;
using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Checkout;

/// <summary>Opens sessions and fills in the hosted page, as a browser without script would.</summary>
internal static class CheckoutRoom
{
    public static Task<JsonElement> SessionAsync(this SandboxRoom room, string price, params string[] more) => room.PostAsync("/v1/checkout/sessions",
        ["mode=subscription", $"line_items[0][price]={price}", "line_items[0][quantity]=1", "success_url=http://127.0.0.1:1/done?session={CHECKOUT_SESSION_ID}",
            "cancel_url=http://127.0.0.1:1/back", .. more]);

    public static Task<HttpResponseMessage> PayAsync(this SandboxRoom room, string url, string number, string expiry = "12 / 34", string cvc = "123") =>
        room.Http.PostAsync(new Uri(url), Form(("email", "demo@example.com"), ("cardNumber", number), ("cardExpiry", expiry), ("cardCvc", cvc),
            ("billingName", "Demo Customer"), ("billingCountry", "US")));

    public static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    public static void ShouldLeadTo(this HttpResponseMessage answer, string url)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.Location!.OriginalString.ShouldBe(url);
    }
}
