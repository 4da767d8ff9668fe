namespace BillingPortal.Tests.Sandbox.Wire;

public sealed class ErrorTests
{
    [Fact]
    public async Task What_is_wrong_with_a_parameter_is_told_in_Stripes_error_object()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/customers", "emial=a@example.com");
        (status, error.Text("type"), error.Text("code"), error.Text("param")).ShouldBe((400, "invalid_request_error", "parameter_unknown", "emial"));
        (_, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/customers", "address[town]=X");
        error.Text("param").ShouldBe("address[town]");
        (_, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/customers", "balance=much");
        (error.Text("code"), error.Text("param")).ShouldBe(("parameter_invalid_integer", "balance"));
        (_, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/customers", "tax_exempt=maybe");
        error.Text("param").ShouldBe("tax_exempt");
        (_, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/products", "description=x");
        (error.Text("code"), error.Text("param")).ShouldBe(("parameter_missing", "name"));
    }

    [Fact]
    public async Task A_refused_request_leaves_nothing_behind()
    {
        await using var room = await SandboxRoom.OpenAsync();
        await room.RefusedAsync(HttpMethod.Post, "/v1/customers", "name=A", "nonsense=1");
        (await room.GetAsync("/v1/customers")).Ids().ShouldBeEmpty();
        (await room.EventTypesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_exist_is_resource_missing_and_a_strange_path_is_unrecognized()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (status, error) = await room.RefusedAsync(HttpMethod.Get, "/v1/customers/cus_x");
        (status, error.Text("code"), error.Text("message")).ShouldBe((404, "resource_missing", "No such customer: 'cus_x'"));
        (status, error) = await room.RefusedAsync(HttpMethod.Get, "/v1/nothing");
        status.ShouldBe(404);
        error.Text("message").ShouldStartWith("Unrecognized request URL");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sk_live_0123456789")]
    [InlineData("rk_live_0123456789")]
    [InlineData("something")]
    public async Task Only_test_keys_open_an_account(string? key)
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var answer = await room.SendAsync(HttpMethod.Get, "/v1/customers", [], key: key);
        ((int)answer.StatusCode).ShouldBe(401);
        answer.Headers.Contains("request-id").ShouldBeTrue();
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("0123456789");
    }

    [Fact]
    public async Task Every_key_is_an_account_of_its_own_and_basic_auth_opens_the_same_one()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var id = await room.CustomerAsync();
        using var other = await room.SendAsync(HttpMethod.Get, "/v1/customers/" + id, [], key: "sk_test_other");
        ((int)other.StatusCode).ShouldBe(404);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/customers/" + id);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(SandboxRoom.Key + ":")));
        (await room.Http.SendAsync(request)).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Requests_without_a_version_are_read_leniently()
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var answer = await room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=A", "an_old_parameter=1"], version: null);
        answer.IsSuccessStatusCode.ShouldBeTrue();
        answer.Headers.GetValues("Stripe-Version").ShouldBe(["2026-07-29.dahlia"]);
    }
}
