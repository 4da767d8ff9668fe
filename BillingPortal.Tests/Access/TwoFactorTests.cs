using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using BillingPortal.Access;
using BillingPortal.Core.Data;
using BillingPortal.Hosting;
using BillingPortal.Tests.Host;

namespace BillingPortal.Tests.Access;

public sealed class TwoFactorTests(SharedPortals portals)
{
    [Fact]
    public async Task With_an_authenticator_the_password_alone_opens_nothing()
    {
        var portal = await portals.OnAsync(DatabaseKind.Sqlite);
        var address = await portal.PersonAsync();
        using var browser = await portal.SignedInAsync(address);
        var key = await TurnOnAsync(browser);

        using var second = portal.Browser();
        await second.GoAsync(PortalUrls.SignIn());
        await second.SubmitAsync(("email", address), ("password", People.Password));
        second.Location.AbsolutePath.ShouldBe("/auth/two-factor");
        second.Cookies.ShouldNotContain(cookie => cookie.Name == "bp_session");
        await second.SubmitAsync(("code", "000000"));
        second.Cookies.ShouldNotContain(cookie => cookie.Name == "bp_session");
        await second.SubmitAsync(("code", Digits(key)));
        second.Cookies.ShouldContain(cookie => cookie.Name == "bp_session", second.Text);
    }

    [Fact]
    public async Task The_console_can_be_closed_to_sign_ins_without_a_second_factor()
    {
        await using var portal = await PortalHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string> { ["REQUIRE_TWO_FACTOR_FOR_CONSOLE"] = "1" });
        using var support = await portal.SignedInAsync("support@example.com", DemoSeed.Password);
        await support.GoAsync("/admin/webhooks");
        support.Status.ShouldBe(HttpStatusCode.Forbidden);
        await TurnOnAsync(support);
        await support.GoAsync("/admin/webhooks");
        support.Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string> TurnOnAsync(Browser browser)
    {
        await browser.GoAsync(PortalUrls.TwoFactorSetup);
        var key = browser.Page.QuerySelector("pre")!.TextContent.Replace(" ", "").Trim().ToUpperInvariant();
        await browser.SubmitAsync(("code", Digits(key)));
        browser.Status.ShouldBe(HttpStatusCode.OK);
        return key;
    }

    /// <summary>What an authenticator app shows now (RFC 6238: HMAC-SHA-1, 30 seconds, six digits).</summary>
    private static string Digits(string base32)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // RFC 6238 as authenticator apps implement it
        var hash = HMACSHA1.HashData(Decode(base32), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }
}
