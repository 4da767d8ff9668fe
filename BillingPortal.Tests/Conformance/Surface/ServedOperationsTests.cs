using BillingPortal.StripeSandbox;
using BillingPortal.StripeSandbox.Clocks;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire.Surface;

namespace BillingPortal.Tests.Conformance.Surface;

/// <summary>Every operation that Stripe describes has a handler of its own.</summary>
public sealed class ServedOperationsTests
{
    public static TheoryData<string> Served => [.. RequestSurface.Operations.Keys.Where(Routes().Contains)];

    public static TheoryData<string> Read => [.. RequestSurface.Operations.Keys.Where(operation => operation.StartsWith("GET ", StringComparison.Ordinal) && Routes().Contains(operation))];

    [Fact]
    public void Every_described_operation_is_served()
    {
        RequestSurface.Operations.Count.ShouldBe(119);
        RequestSurface.Operations.Keys.Except(Routes()).ShouldBeEmpty();
    }

    private static HashSet<string> Routes() =>
        [.. SandboxRoutes.Api(new Timekeeper(new SandboxContext(new SandboxOptions()))).Routes.Select(route => RequestSurface.NameOf(route.Method, route.Path))];
}
