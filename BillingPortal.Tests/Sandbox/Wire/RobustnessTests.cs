using System.Net.Http.Headers;
using System.Text;

namespace BillingPortal.Tests.Sandbox.Wire;

/// <summary>Whatever arrives, the answer is Stripe's error object with a request id, never an outage.</summary>
public sealed class RobustnessTests
{
    [Theory]
    [InlineData("PUT", "/v1/customers")]
    [InlineData("PATCH", "/v1/customers/cus_1")]
    [InlineData("DELETE", "/v1/customers")]
    [InlineData("GET", "/v1/customers/cus_1/no_such_thing")]
    [InlineData("GET", "/v1/price.list")]
    [InlineData("POST", "/v2/core/events")]
    public async Task A_strange_method_or_path_is_unrecognized(string method, string path)
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var answer = await room.SendAsync(new HttpMethod(method), path, []);
        var error = (await SandboxRoom.JsonAsync(answer)).GetProperty("error");
        ((int)answer.StatusCode, error.Text("type")).ShouldBe((404, "invalid_request_error"));
        error.Text("message").ShouldStartWith($"Unrecognized request URL ({method}: {path}).");
        answer.Headers.GetValues("request-id").Single().ShouldStartWith("req_");
    }

    [Theory]
    [InlineData("name=%")]
    [InlineData("name=%zz%e2%28%a1")]
    [InlineData("name=%00%01%ff")]
    [InlineData("=x&&&=&a")]
    [InlineData("[name]=x")]
    [InlineData("name[=x&metadata[a=y&metadata]b[=z")]
    [InlineData("metadata[]=x&metadata[][]=y")]
    [InlineData("name=A&name[b]=c")]
    [InlineData("metadata[a]=b&metadata=c")]
    [InlineData("preferred_locales[999999999999]=en")]
    [InlineData("preferred_locales[-1]=en")]
    [InlineData("expand[]=&expand[]=.&expand[]=..data")]
    [InlineData("balance=99999999999999999999")]
    [InlineData("metadata[\ud83d\ude00]=\ud83d\ude00")]
    public async Task A_malformed_form_is_refused_or_read_but_never_an_outage(string form)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (status, _) = await RawAsync(room, form, "application/x-www-form-urlencoded");
        status.ShouldBeOneOf(200, 400);
    }

    [Fact]
    public async Task Deep_and_long_bodies_are_refused_or_read_but_never_an_outage()
    {
        await using var room = await SandboxRoom.OpenAsync();
        (await RawAsync(room, "metadata" + string.Concat(Enumerable.Repeat("[a]", 5000)) + "=1", "application/x-www-form-urlencoded")).Status.ShouldBe(400);
        (await RawAsync(room, "name=" + new string('x', 1 << 20), "application/x-www-form-urlencoded")).Status.ShouldBeOneOf(200, 400);
        (await RawAsync(room, string.Join('&', Enumerable.Range(0, 60_000).Select(at => $"p{at}=1")), "application/x-www-form-urlencoded")).Status.ShouldBe(400);
        (await RawAsync(room, string.Join('&', Enumerable.Repeat("expand[]=test_clock", 40_000)), "application/x-www-form-urlencoded")).Status.ShouldBeOneOf(200, 400);
    }

    [Theory]
    [InlineData("application/json", "{\"name\":\"A\"}")]
    [InlineData("multipart/form-data; boundary=x", "--x--")]
    public async Task A_body_that_is_no_form_is_refused(string type, string body)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (status, text) = await RawAsync(room, body, type);
        status.ShouldBe(400);
        text.ShouldContain("application/x-www-form-urlencoded");
    }

    [Fact]
    public async Task Unknown_versions_are_refused_and_the_answer_names_the_version_it_is_in()
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var unknown = await room.SendAsync(HttpMethod.Get, "/v1/customers", [], version: "2019-2-19");
        ((int)unknown.StatusCode).ShouldBe(400);
        (await SandboxRoom.JsonAsync(unknown)).GetProperty("error").Text("message").ShouldBe("Invalid Stripe API version: 2019-2-19");
        foreach (var version in new[] { "2026-07-29.dahlia", "2026-10-28.endive", "2024-06-20", null })
        {
            using var known = await room.SendAsync(HttpMethod.Get, "/v1/customers", [], version: version);
            known.IsSuccessStatusCode.ShouldBeTrue();
            known.Headers.GetValues("Stripe-Version").ShouldBe(["2026-07-29.dahlia"]);
        }
    }

    [Fact]
    public async Task A_key_that_no_header_can_echo_is_refused()
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var answer = await room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=A"], new string('k', 256));
        ((int)answer.StatusCode).ShouldBe(400);
    }

    private static async Task<(int Status, string Text)> RawAsync(SandboxRoom room, string body, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/customers") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.Authorization = new("Bearer", SandboxRoom.Key);
        request.Headers.Add("Stripe-Version", "2026-07-29.dahlia");
        using var answer = await room.Http.SendAsync(request);
        answer.Headers.Contains("request-id").ShouldBeTrue();
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
