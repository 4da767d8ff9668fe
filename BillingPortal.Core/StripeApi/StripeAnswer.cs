using System.Net;

namespace BillingPortal.Core.StripeApi;

/// <summary>One HTTP answer of Stripe, read whole, before anybody knows whether it is final.</summary>
internal sealed record StripeAnswer(HttpStatusCode Status, string? RequestId, string? ShouldRetry, byte[] Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public static async Task<StripeAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation) => new(
        response.StatusCode, Header(response, "request-id"), Header(response, "Stripe-Should-Retry"), await response.Content.ReadAsByteArrayAsync(cancellation));

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.First() : null;
}
