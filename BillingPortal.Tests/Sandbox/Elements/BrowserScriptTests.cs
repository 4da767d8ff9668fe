using System.Text.RegularExpressions;

namespace BillingPortal.Tests.Sandbox.Elements;

/// <summary>How the script and its frames are served: under Stripe's names, cached as long as they are true, locked up.</summary>
public sealed partial class BrowserScriptTests
{
    [Theory]
    [InlineData("/v3")]
    [InlineData("/v3/")]
    [InlineData("/dahlia/stripe.js")]
    public async Task The_script_has_Stripes_addresses_and_is_asked_for_again_soon(string path)
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var first = await room.Http.GetAsync(new Uri(path, UriKind.Relative));
        (first.Content.Headers.ContentType!.MediaType, first.Headers.CacheControl!.ToString()).ShouldBe(("text/javascript", "public, max-age=60"));
        (await first.Content.ReadAsStringAsync()).ShouldContain("window.Stripe");

        using var again = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var unchanged = await room.Http.SendAsync(again);
        ((int)unchanged.StatusCode).ShouldBe(304);
    }

    [Fact]
    public async Task Another_train_has_no_script()
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var answer = await room.Http.GetAsync(new Uri("/nonsense/stripe.js", UriKind.Relative));
        answer.IsSuccessStatusCode.ShouldBeFalse();
    }

    [Fact]
    public async Task A_frame_runs_its_own_script_only_and_speaks_to_the_sandbox_only()
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var frame = await room.Http.GetAsync(new Uri("/v3/frames/payment", UriKind.Relative));
        var policy = frame.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';");
        policy.ShouldNotContain("unsafe");
        var addresses = Address().Matches(await frame.Content.ReadAsStringAsync()).Select(found => found.Groups["address"].Value).ToList();
        addresses.Count.ShouldBe(2);
        foreach (var address in addresses)
        {
            using var asset = await room.Http.GetAsync(new Uri(address, UriKind.Relative));
            asset.Headers.CacheControl!.ToString().ShouldContain("immutable");
            (await asset.Content.ReadAsStringAsync()).ShouldNotContain("http://");
        }
    }

    [GeneratedRegex("(href|src)=\"(?<address>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();
}
