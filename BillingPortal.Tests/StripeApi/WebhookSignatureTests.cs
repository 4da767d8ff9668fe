using System.Text;
using BillingPortal.Core.StripeApi;

namespace BillingPortal.Tests.StripeApi;

public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_test";
    private const string GoldenSignature = "21d0b4da3498b3fa800e01e35831066d08cd40179467d0dd4fcf822f90ce3620";
    private static readonly byte[] Body = """{"id":"evt_1","object":"event","type":"invoice.paid","data":{"object":{}}}"""u8.ToArray();
    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1700000000);

    [Fact]
    public void The_golden_vector_is_made_and_verified()
    {
        WebhookSignature.Sign(Body, Secret, At).ShouldBe($"t=1700000000,v1={GoldenSignature}");
        Verify($"t=1700000000,v1={GoldenSignature}").ShouldBe(SignatureVerdict.Valid);
    }

    [Theory]
    [InlineData("t=1700000000,v1={0}")]
    [InlineData(" t = 1700000000 , v1 = {0} ")]
    [InlineData("v1={0},t=1700000000")]
    [InlineData("t=1700000000,v0=00,v1={0},v2=x,nonsense,=,")]
    [InlineData("t=1700000000,v1=0000000000000000000000000000000000000000000000000000000000000000,v1={0}")]
    [InlineData("t=1700000000,v1={0},v1=zz")]
    public void Order_spaces_and_other_schemes_do_not_matter(string header) =>
        Verify(header.Replace("{0}", GoldenSignature, StringComparison.Ordinal)).ShouldBe(SignatureVerdict.Valid);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1={0}")]
    [InlineData("t=1700000000")]
    [InlineData("t=,v1={0}")]
    [InlineData("t=soon,v1={0}")]
    [InlineData("t=-1700000000,v1={0}")]
    [InlineData("t=1700000001,v1={0}")]
    [InlineData("t=1700000000,v0={0}")]
    [InlineData("t=1700000000,v1={0}0")]
    [InlineData("t=1700000000,v1=not-hex")]
    [InlineData("t=99999999999999999999999999,v1={0}")]
    public void What_does_not_prove_itself_is_invalid(string? header) =>
        Verify(header?.Replace("{0}", GoldenSignature, StringComparison.Ordinal)).ShouldBe(SignatureVerdict.InvalidSignature);

    [Fact]
    public void One_changed_byte_of_the_body_is_noticed()
    {
        for (var index = 0; index < Body.Length; index++)
        {
            var changed = Body.ToArray();
            changed[index] ^= 1;
            WebhookSignature.Verify(changed, WebhookSignature.Sign(Body, Secret, At), [Secret], At, WebhookSignature.DefaultTolerance)
                .ShouldBe(SignatureVerdict.InvalidSignature);
        }
    }

    [Theory, InlineData("whsec_old"), InlineData("whsec_new")]
    public void While_a_secret_is_rolled_both_are_accepted(string signedWith) =>
        WebhookSignature.Verify(Body, WebhookSignature.Sign(Body, signedWith, At), ["whsec_new", "whsec_old"], At, WebhookSignature.DefaultTolerance)
            .ShouldBe(SignatureVerdict.Valid);

    [Theory]
    [InlineData(-300, SignatureVerdict.Valid)]
    [InlineData(300, SignatureVerdict.Valid)]
    [InlineData(-301, SignatureVerdict.TimestampOutOfTolerance)]
    [InlineData(301, SignatureVerdict.TimestampOutOfTolerance)]
    public void An_old_or_future_signature_is_out_of_tolerance_from_the_301st_second(int seconds, SignatureVerdict expected) =>
        WebhookSignature.Verify(Body, WebhookSignature.Sign(Body, Secret, At), [Secret], At.AddSeconds(seconds), WebhookSignature.DefaultTolerance).ShouldBe(expected);

    [Fact]
    public void An_old_forgery_is_a_forgery() =>
        WebhookSignature.Verify(Body, WebhookSignature.Sign(Body, "whsec_other", At), [Secret], At.AddHours(1), WebhookSignature.DefaultTolerance)
            .ShouldBe(SignatureVerdict.InvalidSignature);

    [Fact]
    public void An_empty_secret_opens_nothing()
    {
        WebhookSignature.Verify(Body, WebhookSignature.Sign(Body, "", At), ["", Secret], At, WebhookSignature.DefaultTolerance).ShouldBe(SignatureVerdict.InvalidSignature);
        WebhookSignature.Verify(Body, WebhookSignature.Sign(Body, Secret, At), [], At, WebhookSignature.DefaultTolerance).ShouldBe(SignatureVerdict.InvalidSignature);
    }

    [Fact]
    public void Long_secrets_and_large_bodies_are_signed_whole()
    {
        var secret = "whsec_" + new string('é', 500);
        var body = Encoding.UTF8.GetBytes(new string('x', 600_000));
        WebhookSignature.Verify(body, WebhookSignature.Sign(body, secret, At), [secret], At, WebhookSignature.DefaultTolerance).ShouldBe(SignatureVerdict.Valid);
    }

    private static SignatureVerdict Verify(string? header) => WebhookSignature.Verify(Body, header, [Secret], At, WebhookSignature.DefaultTolerance);
}
