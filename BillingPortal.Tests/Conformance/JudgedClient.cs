using BillingPortal.Core.StripeApi;
using BillingPortal.StripeSandbox;
using BillingPortal.Tests.StripeApi;

namespace BillingPortal.Tests.Conformance;

/// <summary>Tests with our own client, a sandbox, and the judge between them; what the judge saw fails the test at its end.</summary>
public abstract class JudgedClient : IAsyncLifetime
{
    private readonly ConformanceJudge judge = new(StripeDescription.Required());
    private SandboxHost sandbox = null!;

    protected StripeClient Stripe { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        sandbox = await SandboxHost.StartAsync(new SandboxOptions());
        Stripe = TestStripeClient.For(sandbox.Address, judge: judge);
    }

    public async ValueTask DisposeAsync()
    {
        await sandbox.DisposeAsync();
        judge.Operations.ShouldNotBeEmpty();
        string.Join('\n', judge.Violations.Keys).ShouldBeEmpty();
        GC.SuppressFinalize(this);
    }
}
