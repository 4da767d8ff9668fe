using BillingPortal.StripeSandbox;
using BillingPortal.StripeSandbox.Clocks;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire.Surface;

namespace BillingPortal.Tests.Conformance.Surface;

/// <summary>Every operation that Stripe describes has a handler of its own.</summary>
public sealed class ServedOperationsTests
{
    /// <summary>Shrinks to nothing.</summary>
    private static readonly string[] NotYet =
    [
        "GET /v1/coupons", "POST /v1/coupons", "GET /v1/coupons/{}", "POST /v1/coupons/{}", "DELETE /v1/coupons/{}",
        "GET /v1/billing/credit_balance_summary", "GET /v1/billing/credit_balance_transactions",
        "GET /v1/billing/credit_grants", "POST /v1/billing/credit_grants", "GET /v1/billing/credit_grants/{}", "POST /v1/billing/credit_grants/{}",
        "POST /v1/billing/credit_grants/{}/expire", "POST /v1/billing/credit_grants/{}/void",
        "GET /v1/billing/meters", "POST /v1/billing/meters", "GET /v1/billing/meters/{}", "POST /v1/billing/meters/{}",
        "GET /v1/billing/meters/{}/event_summaries", "POST /v1/billing/meter_events", "POST /v1/billing/meter_event_adjustments",
        "POST /v1/invoices/create_preview",
    ];

    public static TheoryData<string> Served => [.. RequestSurface.Operations.Keys.Where(Routes().Contains)];

    public static TheoryData<string> Read => [.. RequestSurface.Operations.Keys.Where(operation => operation.StartsWith("GET ", StringComparison.Ordinal) && Routes().Contains(operation))];

    [Fact]
    public void Every_described_operation_is_served()
    {
        RequestSurface.Operations.Count.ShouldBe(119);
        RequestSurface.Operations.Keys.Except(Routes()).Except(NotYet).ShouldBeEmpty();
    }

    private static HashSet<string> Routes() =>
        [.. SandboxRoutes.Api(new Timekeeper(new SandboxContext(new SandboxOptions()))).Routes.Select(route => RequestSurface.NameOf(route.Method, route.Path))];
}
