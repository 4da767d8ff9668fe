using BillingPortal.Tests.Databases;

namespace BillingPortal.Tests.Conformance.Surface;

/// <summary>The table of request parameters inside of the sandbox is what Stripe's description says, no more and no less.</summary>
public sealed class RequestSurfaceTests
{
    private static readonly string Table = Path.Combine(RepositoryRoot.Path, "BillingPortal.StripeSandbox", "Wire", "Surface", "requests.txt");

    [Fact]
    public void The_sandbox_carries_the_request_parameters_of_the_description()
    {
        var made = SurfaceText.Of(StripeDescription.Required().Document);
        if (Environment.GetEnvironmentVariable("BILLINGPORTAL_WRITE_SURFACE") == "1")
            File.WriteAllText(Table, made);
        var kept = File.ReadAllText(Table);
        kept.Split('\n').Except(made.Split('\n')).ShouldBeEmpty("lines of the table that the description does not give");
        (kept == made).ShouldBeTrue("the table differs from the description: run this test with BILLINGPORTAL_WRITE_SURFACE=1");
    }
}
