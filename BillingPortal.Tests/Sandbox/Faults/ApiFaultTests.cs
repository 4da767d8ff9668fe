using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Faults;

public sealed class ApiFaultTests
{
    [Fact]
    public async Task A_failing_path_answers_with_the_status_that_was_asked_for_and_does_nothing()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await FaultAsync(room, "kind=error", "path=/v1/customers", "method=POST", "status=503");
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/customers", "email=demo@example.com");
        status.ShouldBe(503);
        error.Text("type").ShouldBe("api_error");
        (await room.GetAsync("/v1/customers")).GetProperty("data").GetArrayLength().ShouldBe(0);
        await room.PostAsync("/v1/products", "name=Team");
    }

    [Fact]
    public async Task A_path_may_leave_out_the_ids()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var customer = await room.CustomerAsync(card: null);
        await FaultAsync(room, "kind=error", "path=/v1/customers/*");
        (await room.RefusedAsync(HttpMethod.Get, "/v1/customers/" + customer)).Status.ShouldBe(500);
        await room.GetAsync("/v1/customers");
    }

    [Fact]
    public async Task A_fault_with_a_count_is_over_after_so_many_hits_and_says_how_often_it_struck()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await FaultAsync(room, "kind=rate_limit", "count=2");
        using var first = await room.SendAsync(HttpMethod.Get, "/v1/customers", []);
        ((int)first.StatusCode).ShouldBe(429);
        first.Headers.GetValues("Stripe-Rate-Limited-Reason").ShouldBe(["global-rate"]);
        (await room.RefusedAsync(HttpMethod.Get, "/v1/customers")).Error.Text("code").ShouldBe("rate_limit");
        await room.GetAsync("/v1/customers");
        var fault = (await FaultsAsync(room)).Single();
        (fault.Number("hits"), fault.GetProperty("over").GetBoolean()).ShouldBe((2, true));
    }

    [Fact]
    public async Task A_rate_per_second_lets_so_many_requests_of_each_second_pass()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await FaultAsync(room, "kind=rate_limit", "per_second=3");
        (await StatusesAsync(room, requests: 5)).ShouldBe([200, 200, 200, 429, 429]);
        room.Time.Advance(TimeSpan.FromSeconds(1));
        (await StatusesAsync(room, requests: 4)).ShouldBe([200, 200, 200, 429]);
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_requests_again()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await FaultAsync(room, "kind=error", "rate=0.5", "seed=7");
        var once = await StatusesAsync(room, requests: 20);
        await room.Http.DeleteAsync("/_sandbox/faults");
        await FaultAsync(room, "kind=error", "rate=0.5", "seed=7");
        (await StatusesAsync(room, requests: 20)).ShouldBe(once);
        once.ShouldContain(200);
        once.ShouldContain(500);
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_work_done_and_the_same_key_finds_it()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await FaultAsync(room, "kind=lost_answer", "path=/v1/customers", "count=1");
        await Should.ThrowAsync<HttpRequestException>(() => room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=Demo"], idempotencyKey: "once"));
        using var again = await room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=Demo"], idempotencyKey: "once");
        again.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await room.GetAsync("/v1/customers")).Ids().ShouldBe([(await SandboxRoom.JsonAsync(again)).Text("id")]);
    }

    [Fact]
    public async Task A_slow_answer_is_still_the_right_answer()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await FaultAsync(room, "kind=slow", "milliseconds=30");
        (await room.PostAsync("/v1/products", "name=Team")).Text("name").ShouldBe("Team");
    }

    [Fact]
    public async Task Faults_are_taken_away_one_by_one_and_by_a_reset()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await FaultAsync(room, "kind=error", "path=/v1/products");
        var second = (await FaultAsync(room, "kind=error", "path=/v1/customers")).Text("id");
        (await room.Http.DeleteAsync("/_sandbox/faults/" + second)).IsSuccessStatusCode.ShouldBeTrue();
        await room.GetAsync("/v1/customers");
        ((int)(await room.Http.DeleteAsync("/_sandbox/faults/" + second)).StatusCode).ShouldBe(404);
        await room.Http.PostAsync("/_sandbox/reset", null);
        await room.GetAsync("/v1/products");
    }

    [Theory]
    [InlineData("kind=earthquake", "kind")]
    [InlineData("rate=0.5", "kind")]
    [InlineData("kind=error&rate=2", "rate")]
    [InlineData("kind=error&status=200", "status")]
    [InlineData("kind=error&count=0", "count")]
    [InlineData("kind=error&colour=red", "colour")]
    public async Task A_fault_that_makes_no_sense_is_refused_with_the_name_of_the_wrong_part(string form, string param)
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var answer = await room.Http.PostAsync("/_sandbox/faults?" + form, null);
        ((int)answer.StatusCode).ShouldBe(400);
        (await SandboxRoom.JsonAsync(answer)).GetProperty("error").Text("param").ShouldBe(param);
        (await FaultsAsync(room)).ShouldBeEmpty();
    }

    private static async Task<List<int>> StatusesAsync(SandboxRoom room, int requests)
    {
        var statuses = new List<int>();
        for (var sent = 0; sent < requests; sent++)
        {
            using var answer = await room.SendAsync(HttpMethod.Get, "/v1/customers", []);
            statuses.Add((int)answer.StatusCode);
        }

        return statuses;
    }

    private static async Task<JsonElement> FaultAsync(SandboxRoom room, params string[] form)
    {
        using var answer = await room.Http.PostAsync("/_sandbox/faults?" + string.Join('&', form), null);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        return (await SandboxRoom.JsonAsync(answer)).GetProperty("data").EnumerateArray().Last();
    }

    private static async Task<List<JsonElement>> FaultsAsync(SandboxRoom room) =>
        [.. JsonDocument.Parse(await room.Http.GetStringAsync("/_sandbox/faults")).RootElement.GetProperty("data").EnumerateArray()];
}
