using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;
using BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Tests.StripeApi;

public sealed class StripeClientTests : IAsyncLifetime
{
    private const string CustomerJson = """{"id":"cus_1","object":"customer","created":1700000000,"email":"a@example.test","metadata":{"org_id":"org_1"},"field_of_tomorrow":{"x":[1]}}""";
    private readonly RememberedLogs logs = new();
    private readonly ImpatientTime time = new(upTo: TimeSpan.FromSeconds(5));
    private ScriptedServer server = null!;
    private StripeClient stripe = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        stripe = TestStripeClient.For(server.Address, time, logs);
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task Every_request_names_the_version_the_key_and_its_sender()
    {
        server.Answers(200, CustomerJson);
        await stripe.GetCustomerAsync(new("cus_1"), default);
        var request = server.Requests.ShouldHaveSingleItem();
        request.Header("Stripe-Version").ShouldBe("2026-07-29.dahlia");
        request.Header("Authorization").ShouldBe($"Bearer {TestStripeClient.Key}");
        request.Header("User-Agent")!.ShouldStartWith("BillingPortal/");
        request.Header("Idempotency-Key").ShouldBeNull("only what acts needs a key");
    }

    [Fact]
    public async Task Fields_nobody_knows_are_ignored_and_absent_ones_are_empty()
    {
        server.Answers(200, CustomerJson);
        var customer = await stripe.GetCustomerAsync(new("cus_1"), default);
        customer.Created.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1700000000));
        customer.Metadata["org_id"].ShouldBe("org_1");
        customer.Address.ShouldBeNull();
        customer.Currency.ShouldBeNull();
    }

    [Fact]
    public async Task A_read_carries_its_parameters_in_the_query_and_a_post_in_the_form()
    {
        server.Answers(200, CustomerJson).Answers(200, CustomerJson);
        await stripe.GetCustomerAsync(new("cus_1"), default, "invoice_settings.default_payment_method");
        await stripe.CreateCustomerAsync(new CustomerCreate { Name = "Acme & Söhne", Metadata = new Dictionary<string, string> { ["org_id"] = "org_1" } }, new("k1"), default);
        var (read, post) = (server.Requests.First(), server.Requests.Last());
        read.PathAndQuery.ShouldBe("/v1/customers/cus_1?expand[0]=invoice_settings.default_payment_method");
        read.Body.ShouldBeEmpty();
        post.PathAndQuery.ShouldBe("/v1/customers");
        post.Header("Content-Type")!.ShouldStartWith("application/x-www-form-urlencoded");
        post.Body.ShouldBe("name=Acme+%26+S%C3%B6hne&metadata[org_id]=org_1");
    }

    [Fact]
    public async Task A_delete_carries_its_parameters_in_the_query()
    {
        server.Answers(200, """{"id":"we_1","object":"webhook_endpoint","deleted":true}""");
        (await stripe.DeleteAsync<Deleted>($"/v1/webhook_endpoints/{"we_1"}", new { Why = "test" }, default)).IsDeleted.ShouldBeTrue();
        server.Requests.ShouldHaveSingleItem().PathAndQuery.ShouldBe("/v1/webhook_endpoints/we_1?why=test");
    }

    [Fact]
    public async Task The_idempotency_key_is_repeated_on_every_retry_of_the_same_form()
    {
        server.CutsOff().Answers(500, "{}").Answers(200, CustomerJson);
        await stripe.CreateCustomerAsync(new CustomerCreate { Name = "Acme" }, IdempotencyKey.For("customer", "org_1"), default);
        server.Requests.Select(request => (request.Header("Idempotency-Key"), request.Body)).ShouldBe(Enumerable.Repeat(((string?)"customer:org_1", "name=Acme"), 3));
        time.Waits.Count.ShouldBe(2);
        time.Waits.ShouldAllBe(wait => wait >= TimeSpan.FromSeconds(0.5) && wait <= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_rate_limit_is_told_at_once_unless_Stripe_says_to_try_again()
    {
        server.Answers(429, """{"error":{"type":"invalid_request_error","code":"rate_limit","message":"Slow down."}}""");
        (await Failure(stripe.GetCustomerAsync(new("cus_1"), default))).Failure.ShouldBe(StripeFailure.RateLimit);
        server.Requests.Count.ShouldBe(1);

        server.Answers(429, "{}", "Stripe-Should-Retry: true").Answers(200, CustomerJson);
        (await stripe.GetCustomerAsync(new("cus_1"), default)).Id.ShouldBe("cus_1");
    }

    [Fact]
    public async Task Stripe_can_forbid_a_retry()
    {
        server.Answers(500, """{"error":{"type":"api_error","message":"Broken."}}""", "Stripe-Should-Retry: false");
        (await Failure(stripe.GetCustomerAsync(new("cus_1"), default))).Failure.ShouldBe(StripeFailure.Api);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_any_answer_it_gives_up_after_three_attempts()
    {
        server.CutsOff().CutsOff().CutsOff();
        var failure = await Failure(stripe.GetCustomerAsync(new("cus_1"), default));
        failure.Failure.ShouldBe(StripeFailure.Unreachable);
        failure.Status.ShouldBe(0);
        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_answer_that_takes_over_80_seconds_is_none()
    {
        server.NeverAnswers().NeverAnswers().NeverAnswers();
        var hurried = new ImpatientTime(upTo: TimeSpan.FromSeconds(80));
        var failure = await Failure(TestStripeClient.For(server.Address, hurried).GetCustomerAsync(new("cus_1"), default));
        failure.Failure.ShouldBe(StripeFailure.Unreachable);
        hurried.Waits.Count(wait => wait == TimeSpan.FromSeconds(80)).ShouldBe(3);
    }

    [Fact]
    public async Task Who_cancels_gets_the_cancellation_and_no_retry()
    {
        server.NeverAnswers();
        using var cancel = new CancellationTokenSource();
        var call = stripe.GetCustomerAsync(new("cus_1"), cancel.Token);
        while (server.Requests.IsEmpty)
            await Task.Yield();
        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(call);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Lists_are_read_page_by_page_to_the_end()
    {
        server.Answers(200, """{"object":"list","data":[{"id":"price_3","currency":"usd"},{"id":"price_2","currency":"usd"}],"has_more":true,"url":"/v1/prices"}""")
            .Answers(200, """{"object":"list","data":[{"id":"price_1","currency":"usd"}],"has_more":false,"url":"/v1/prices"}""");
        var ids = await stripe.ListPricesAsync(new PriceList { LookupKeys = ["team_monthly"] }, default).Select(price => price.Id).ToListAsync();
        ids.ShouldBe(["price_3", "price_2", "price_1"]);
        server.Requests.Select(request => request.PathAndQuery).ShouldBe(
            ["/v1/prices?lookup_keys[0]=team_monthly&limit=100", "/v1/prices?lookup_keys[0]=team_monthly&limit=100&starting_after=price_2"]);
    }

    [Fact]
    public async Task A_list_that_is_not_read_to_its_end_is_not_fetched_to_its_end()
    {
        server.Answers(200, """{"object":"list","data":[{"id":"price_3","currency":"usd"}],"has_more":true,"url":"/v1/prices"}""");
        (await stripe.ListPricesAsync(new PriceList(), default).FirstAsync()).Id.ShouldBe("price_3");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_log_has_template_status_and_request_id_and_nothing_of_the_content()
    {
        server.Answers(200, CustomerJson, "request-id: req_123").Answers(400, """{"error":{"message":"No such thing: secret-thing"}}""", "request-id: req_124");
        await stripe.UpdateCustomerAsync(new("cus_1"), new CustomerUpdate { Email = "a@example.test" }, new("key-of-intent"), default);
        await Failure(stripe.GetCustomerAsync(new("cus_1"), default));
        var log = string.Join('\n', logs.Lines);
        log.ShouldContain("POST /v1/customers/{id} answered 200");
        log.ShouldContain("GET /v1/customers/{id} answered 400");
        log.ShouldContain("req_123");
        foreach (var secret in new[] { "example.test", TestStripeClient.Key, "cus_1", "key-of-intent", "secret-thing" })
            log.ShouldNotContain(secret);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_with_our_key()
    {
        server.Answers(302, "", "Location: /elsewhere");
        (await Failure(stripe.GetCustomerAsync(new("cus_1"), default))).Failure.ShouldBe(StripeFailure.Api);
        server.Requests.Count.ShouldBe(1);
    }

    [Theory, InlineData(""), InlineData("zwei Wörter"), InlineData("line\nbreak")]
    public async Task A_key_that_no_header_can_carry_is_refused_before_anything_is_sent(string key)
    {
        await Should.ThrowAsync<ArgumentException>(async () => await stripe.CreateCustomerAsync(new CustomerCreate(), new(key), default));
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_key_of_long_or_odd_parts_is_hashed_into_shape_and_stays_the_same()
    {
        var parts = new[] { "checkout", new string('x', 300), "Ü" };
        var key = IdempotencyKey.For(parts);
        key.Value.Length.ShouldBeLessThanOrEqualTo(255);
        key.ShouldBe(IdempotencyKey.For(parts));
        key.ShouldNotBe(IdempotencyKey.For("checkout", new string('x', 300), "U"));
    }

    private static async Task<StripeException> Failure(Task call) => await Should.ThrowAsync<StripeException>(call);
}
