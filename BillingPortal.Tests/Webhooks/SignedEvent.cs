using System.Text;
using BillingPortal.Core.StripeApi;

namespace BillingPortal.Tests.Webhooks;

/// <summary>A delivery as Stripe would make it: the event's bytes and the header that signs them.</summary>
public sealed record SignedEvent(byte[] Body, string Header)
{
    public const string Secret = "whsec_test_of_the_inbox";

    public static SignedEvent Of(string json, DateTimeOffset at, string secret = Secret)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return new SignedEvent(body, WebhookSignature.Sign(body, secret, at));
    }

    public static string Json(string id, string type = "customer.updated", string objectId = "cus_1", string kind = "customer", string? customer = null, long created = 1_772_443_800, string version = StripeVersion.Pinned, string more = "") =>
        $$$"""
        {"id":"{{{id}}}","object":"event","api_version":"{{{version}}}","created":{{{created}}},"livemode":false,"pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":"{{{type}}}",
         "data":{"object":{"id":"{{{objectId}}}","object":"{{{kind}}}"{{{(customer is null ? "" : $",\"customer\":\"{customer}\"")}}}{{{more}}} } } }
        """;
}
