using BillingPortal.StripeSandbox;

namespace BillingPortal.Tests.Sandbox;

public sealed class SafetyCatchTests
{
    [Theory]
    [InlineData("STRIPE_SECRET_KEY", "sk_live_1")]
    [InlineData("STRIPE_API_KEY", "rk_live_1")]
    [InlineData("ASPNETCORE_ENVIRONMENT", "Production")]
    [InlineData("DOTNET_ENVIRONMENT", "production")]
    public void It_does_not_start_beside_a_live_key_or_in_production(string name, string value)
    {
        var refused = Should.Throw<SandboxRefusedException>(() => SafetyCatch.Check(asked => asked == name ? value : null));
        refused.Message.ShouldContain(name);
        refused.Message.ShouldNotContain("live_1");
    }

    [Fact]
    public void A_test_key_and_development_are_fine() =>
        SafetyCatch.Check(asked => asked.StartsWith("STRIPE", StringComparison.Ordinal) ? "sk_test_1" : "Development");
}
