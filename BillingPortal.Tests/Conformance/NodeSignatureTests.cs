using System.Text;
using System.Text.Json;
using BillingPortal.Core.StripeApi;

namespace BillingPortal.Tests.Conformance;

/// <summary>Stripe's Node SDK and we must believe each other's webhook signatures.</summary>
public sealed class NodeSignatureTests
{
    private const string Secret = "whsec_conformance";
    private const long At = 1789000000;
    private const string Payload = """{"id":"evt_1","object":"event","note":"ünï©ode & \"quotes\"\n"}""";
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(At);

    [Fact]
    public async Task A_header_made_by_Stripes_SDK_is_valid_for_us()
    {
        var header = (await Ask(new { mode = "sign", payload = Payload, secret = Secret, timestamp = At })).Succeeded();
        Verify(header, Secret).ShouldBe(SignatureVerdict.Valid);
        Verify(header, "whsec_other").ShouldBe(SignatureVerdict.InvalidSignature);
    }

    [Fact]
    public async Task A_header_made_by_us_is_valid_for_Stripes_SDK()
    {
        var header = WebhookSignature.Sign(Encoding.UTF8.GetBytes(Payload), Secret, Now);
        (await Ask(new { mode = "verify", payload = Payload, header, secret = Secret, timestamp = At * 1000 })).Succeeded().ShouldBe("evt_1");
    }

    [Fact]
    public async Task A_header_made_by_us_with_another_secret_is_refused_by_Stripes_SDK()
    {
        var header = WebhookSignature.Sign(Encoding.UTF8.GetBytes(Payload), "whsec_other", Now);
        var run = await Ask(new { mode = "verify", payload = Payload, header, secret = Secret, timestamp = At * 1000 });
        run.ExitCode.ShouldNotBe(0);
        run.Errors.ShouldContain("StripeSignatureVerificationError");
    }

    private static Task<ProgramRun> Ask(object question) => NodeTools.ScriptAsync("signature.mjs", JsonSerializer.Serialize(question));

    private static SignatureVerdict Verify(string header, string secret) =>
        WebhookSignature.Verify(Encoding.UTF8.GetBytes(Payload), header, [secret], Now, WebhookSignature.DefaultTolerance);
}
