using System.Net;
using BillingPortal.Core.StripeApi;

namespace BillingPortal.Tests.StripeApi;

public sealed class StripeRetryPolicyTests
{
    [Theory]
    [InlineData(null, null, true)]
    [InlineData(409, null, true)]
    [InlineData(500, null, true)]
    [InlineData(503, null, true)]
    [InlineData(429, null, false)]
    [InlineData(400, null, false)]
    [InlineData(402, null, false)]
    [InlineData(404, null, false)]
    [InlineData(429, "true", true)]
    [InlineData(400, "true", true)]
    [InlineData(500, "false", false)]
    [InlineData(409, "false", false)]
    public void Stripes_header_decides_before_the_status(int? status, string? shouldRetry, bool expected) =>
        StripeRetryPolicy.ShouldRetry(0, (HttpStatusCode?)status, shouldRetry).ShouldBe(expected);

    [Theory, InlineData(null, null), InlineData(500, null), InlineData(429, "true")]
    public void After_two_retries_it_is_over(int? status, string? shouldRetry)
    {
        StripeRetryPolicy.ShouldRetry(1, (HttpStatusCode?)status, shouldRetry).ShouldBeTrue();
        StripeRetryPolicy.ShouldRetry(2, (HttpStatusCode?)status, shouldRetry).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, 0.0, 0.5)] // never under half a second
    [InlineData(0, 1.0, 0.5)]
    [InlineData(1, 0.0, 0.75)]
    [InlineData(1, 1.0, 1.0)]
    [InlineData(2, 0.5, 1.75)]
    [InlineData(9, 1.0, 5.0)] // never over five
    [InlineData(9, 0.0, 3.75)]
    public void Waits_double_and_are_shortened_by_chance(int retriesDone, double random, double seconds) =>
        new StripeRetryPolicy(() => random).Delay(retriesDone).ShouldBe(TimeSpan.FromSeconds(seconds));
}
