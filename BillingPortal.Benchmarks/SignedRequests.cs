using System.Globalization;
using System.Text;
using BillingPortal.Core.StripeApi;

namespace BillingPortal.Benchmarks;

/// <summary>Whole HTTP requests as bytes, signed before the clock starts: the generator shares the machine with what it measures.</summary>
internal static class SignedRequests
{
    public const string Secret = "whsec_benchmark";
    public const string Path = "/api/v1/billing/webhooks/stripe";

    private static readonly string Filler = string.Concat(Enumerable.Range(0, 24).Select(index => $",\"filler_{index}\":{{\"object\":\"list\",\"url\":\"/v1/subscription_items?subscription=sub_bench\",\"total_count\":{index}}}"));

    public static byte[][] Many(string run, int count)
    {
        var requests = new byte[count][];
        Parallel.For(0, count, number => requests[number] = Make(run, number));
        return requests;
    }

    /// <summary>About 3 KB, the size of a subscription's event; a thousand customers take turns.</summary>
    private static byte[] Make(string run, int number)
    {
        var body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$$"""{"id":"evt_{{{run}}}_{{{number}}}","object":"event","api_version":"{{{StripeVersion.Pinned}}}","created":1772443800,"data":{"object":{"id":"sub_{{{number % 1000}}}","object":"subscription","customer":"cus_{{{number % 1000}}}","status":"active","currency":"usd"{{{Filler}}}}},"livemode":false,"pending_webhooks":1,"request":{"id":null,"idempotency_key":null},"type":"customer.subscription.updated"}"""));
#pragma warning disable RS0030 // a benchmark runs in real time
        var signature = WebhookSignature.Sign(body, Secret, DateTimeOffset.UtcNow);
#pragma warning restore RS0030
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST {Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json; charset=utf-8\r\nStripe-Signature: {signature}\r\nContent-Length: {body.Length}\r\n\r\n"));
        return [.. head, .. body];
    }
}
