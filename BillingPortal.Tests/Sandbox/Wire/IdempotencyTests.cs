namespace BillingPortal.Tests.Sandbox.Wire;

public sealed class IdempotencyTests
{
    [Fact]
    public async Task The_same_request_is_answered_from_its_first_result()
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var first = await room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=A"], "key-1");
        using var second = await room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=A"], "key-1");
        (await second.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        first.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        second.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        second.Headers.GetValues("idempotency-key").ShouldBe(["key-1"]);
        (await room.GetAsync("/v1/customers")).Ids().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_request_with_the_same_key_is_an_error()
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var first = await room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=A"], "key-1");
        using var second = await room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=B"], "key-1");
        ((int)second.StatusCode).ShouldBe(400);
        (await SandboxRoom.JsonAsync(second)).GetProperty("error").Text("type").ShouldBe("idempotency_error");
    }

    [Fact]
    public async Task A_validation_failure_is_not_kept_but_a_decline_is()
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.SendAsync(HttpMethod.Post, "/v1/customers", ["balance=x"], "key-1")).Dispose();
        using var mended = await room.SendAsync(HttpMethod.Post, "/v1/customers", ["balance=1"], "key-1");
        mended.IsSuccessStatusCode.ShouldBeTrue();
        string[] declined = ["amount=100", "currency=usd", "payment_method=pm_card_chargeDeclined", "confirm=true"];
        (await room.SendAsync(HttpMethod.Post, "/v1/payment_intents", declined, "key-2")).Dispose();
        using var again = await room.SendAsync(HttpMethod.Post, "/v1/payment_intents", declined, "key-2");
        ((int)again.StatusCode).ShouldBe(402);
        again.Headers.Contains("Idempotent-Replayed").ShouldBeTrue();
        (await room.GetAsync("/v1/payment_intents")).Ids().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Many_at_once_with_one_key_make_one_object()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=A"], "key-1")));
        answers.Select(answer => (int)answer.StatusCode).ShouldAllBe(status => status == 200 || status == 409);
        (await room.GetAsync("/v1/customers")).Ids().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=A"], "key-1")).Dispose();
        room.Time.Advance(TimeSpan.FromHours(25));
        using var later = await room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=B"], "key-1");
        later.IsSuccessStatusCode.ShouldBeTrue();
    }
}
