using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;

namespace BillingPortal.Tests.StripeApi;

public sealed class StripeErrorTests
{
    [Theory]
    [InlineData(400, "invalid_request_error", null, StripeFailure.InvalidRequest)]
    [InlineData(400, "idempotency_error", null, StripeFailure.Idempotency)]
    [InlineData(400, "invalid_request_error", "rate_limit", StripeFailure.RateLimit)]
    [InlineData(401, "invalid_request_error", null, StripeFailure.Authentication)]
    [InlineData(402, "card_error", "card_declined", StripeFailure.Card)]
    [InlineData(403, "invalid_request_error", null, StripeFailure.Permission)]
    [InlineData(404, "invalid_request_error", "resource_missing", StripeFailure.NotFound)]
    [InlineData(429, "invalid_request_error", null, StripeFailure.RateLimit)]
    [InlineData(500, "api_error", null, StripeFailure.Api)]
    public async Task Status_type_and_code_become_one_failure(int status, string type, string? code, StripeFailure expected)
    {
        var failure = await AnsweredBy(status, $$$"""{"error":{"type":"{{{type}}}","code":{{{(code is null ? "null" : $"\"{code}\"")}}},"message":"Words."}}""");
        failure.Failure.ShouldBe(expected);
        failure.Status.ShouldBe(status);
        failure.Message.ShouldBe("Words.");
    }

    [Fact]
    public async Task A_conflict_that_lasts_is_told_after_the_retries()
    {
        const string Body = """{"error":{"type":"invalid_request_error","code":"idempotency_key_in_use","message":"Busy."}}""";
        (await AnsweredBy(409, Body)).Failure.ShouldBe(StripeFailure.Idempotency);
    }

    [Fact]
    public async Task Everything_a_refused_card_needs_is_kept()
    {
        var failure = await AnsweredBy(402, """
            {"error":{"type":"card_error","code":"card_declined","decline_code":"insufficient_funds","param":"payment_method","message":"Your card has insufficient funds.",
            "payment_intent":{"id":"pi_1","object":"payment_intent"},"setup_intent":"seti_1"}}
            """, "request-id: req_9");
        failure.Code.ShouldBe("card_declined");
        failure.DeclineCode.ShouldBe("insufficient_funds");
        failure.Param.ShouldBe("payment_method");
        failure.RequestId.ShouldBe("req_9");
        failure.PaymentIntentId.ShouldBe("pi_1");
        failure.SetupIntentId.ShouldBe("seti_1");
    }

    [Theory, InlineData("<html>Bad gateway</html>"), InlineData(""), InlineData("[]"), InlineData("null"), InlineData("{\"error\":{\"message\":{}}}")]
    public async Task What_is_no_error_object_is_still_a_Stripe_failure(string body)
    {
        var failure = await AnsweredBy(502, body);
        failure.Failure.ShouldBe(StripeFailure.Api);
        failure.Status.ShouldBe(502);
        failure.Message.ShouldStartWith("Stripe answered 502");
    }

    [Theory, InlineData("<html>OK</html>"), InlineData("null"), InlineData("{}"), InlineData("""{"id":"cus_1","created":"yesterday"}""")]
    public async Task A_success_that_cannot_be_read_is_a_Stripe_failure(string body)
    {
        var failure = await AnsweredBy(200, body);
        failure.Failure.ShouldBe(StripeFailure.Api);
        failure.Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_key_is_cut_out_of_words_that_repeat_it()
    {
        var failure = await AnsweredBy(401, $$$"""{"error":{"type":"invalid_request_error","message":"Invalid API Key provided: {{{TestStripeClient.Key}}}"}}""");
        failure.ToString().ShouldNotContain(TestStripeClient.Key);
        failure.Message.ShouldBe("Invalid API Key provided: (key)");
    }

    private static async Task<StripeException> AnsweredBy(int status, string body, params string[] headers)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answers(status, body, headers).Answers(status, body, headers).Answers(status, body, headers);
        var stripe = TestStripeClient.For(server.Address, new ImpatientTime(TimeSpan.FromSeconds(5)));
        return await Should.ThrowAsync<StripeException>(stripe.GetCustomerAsync(new("cus_1"), default));
    }
}
