using System.Text.Json;
using BillingPortal.StripeSandbox;

namespace BillingPortal.Tests.Conformance;

/// <summary>A merchant who uses Stripe's own SDK finds in the sandbox what they would find at Stripe.</summary>
public sealed class NodeShopTests
{
    [Fact]
    public async Task A_shop_written_with_Stripes_SDK_runs_against_the_sandbox()
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions());
        var made = JsonDocument.Parse((await NodeTools.ScriptAsync("shop.mjs", "", sandbox.Address.ToString())).Succeeded()).RootElement;
        made.GetProperty("subscription").GetString()!.ShouldStartWith("sub_");
        made.GetProperty("session").GetString()!.ShouldStartWith("cs_test_");
    }
}
