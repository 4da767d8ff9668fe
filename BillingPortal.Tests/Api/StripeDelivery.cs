using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BillingPortal.Tests.Api;

/// <summary>A delivery as Stripe makes it: a body and the header that signs exactly these bytes (https://docs.stripe.com/webhooks#verify-manually).</summary>
internal sealed record StripeDelivery(string Body, string? Signature)
{
    public static string EventBody(string id, string type = "customer.updated", string customer = "cus_nobody") => $$"""
        {"id":"{{id}}","object":"event","api_version":"2026-07-29.dahlia","created":1772443800,"livemode":false,"pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":"{{type}}","data":{"object":{"id":"{{customer}}","object":"customer"} } }
        """;

    public static string NewEventId() => $"evt_{Guid.NewGuid():N}";

    public static StripeDelivery Signed(string body, string secret, DateTimeOffset at)
    {
        var time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}"));
        return new StripeDelivery(body, $"t={time},v1={Convert.ToHexStringLower(mac)}");
    }

    public HttpRequestMessage ToRequest(bool chunked = false)
    {
        HttpContent content = chunked ? new StreamContent(new Unseekable(Encoding.UTF8.GetBytes(Body))) : new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
        content.Headers.ContentType = new("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/billing/webhooks/stripe") { Content = content };
        request.Headers.TransferEncodingChunked = chunked;
        if (Signature is not null)
            request.Headers.TryAddWithoutValidation("Stripe-Signature", Signature);
        return request;
    }

    /// <summary>Without a known length the client must send chunks.</summary>
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
