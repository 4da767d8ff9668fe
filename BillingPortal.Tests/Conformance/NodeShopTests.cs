using System.Text.Json;
using BillingPortal.StripeSandbox;

namespace BillingPortal.Tests.Conformance;

/// <summary>A merchant who uses Stripe's own SDK finds in the sandbox what they would find at Stripe.</summary>
public sealed class NodeShopTests
{
    private static readonly string[] All = ["catalog", "clocks", "customers", "domains", "invoices", "pages", "payments", "subscriptions", "usage", "webhooks"];

    public static TheoryData<string> Topics => [.. All];

    [Theory, MemberData(nameof(Topics))]
    public async Task A_shop_written_with_Stripes_SDK_runs_against_the_sandbox(string topic) =>
        (await CallsAsync(topic)).ShouldNotBeEmpty();

    [Fact]
    public async Task The_shop_calls_more_than_sixty_different_operations()
    {
        var operations = new HashSet<string>();
        foreach (var topic in All)
            operations.UnionWith(await CallsAsync(topic));
        operations.Count.ShouldBeGreaterThan(60, string.Join('\n', operations.Order()));
    }

    private static async Task<List<string>> CallsAsync(string topic)
    {
        await using var sandbox = await SandboxHost.StartAsync(new SandboxOptions());
        var run = await NodeTools.ScriptAsync("shop.mjs", "", sandbox.Address.ToString(), topic);
        return JsonSerializer.Deserialize<List<string>>(run.Succeeded())!;
    }
}
