using BillingPortal.Core.StripeApi;

namespace BillingPortal.Tests.StripeApi;

public sealed class StripePathTests
{
    [Fact]
    public void An_id_is_one_escaped_segment_and_the_template_does_not_know_it()
    {
        StripePath path = $"/v1/invoices/{"in_1/../../customers?x=1#"}/pay";
        path.ToString().ShouldBe("/v1/invoices/in_1%2F..%2F..%2Fcustomers%3Fx%3D1%23/pay");
        path.Template.ShouldBe("/v1/invoices/{id}/pay");
    }

    [Theory, InlineData(""), InlineData(" "), InlineData("."), InlineData("..")]
    public void An_id_that_would_name_another_path_is_refused(string id) =>
        Should.Throw<ArgumentException>(() =>
        {
            StripePath path = $"/v1/customers/{id}";
            return path.ToString();
        });

    [Fact]
    public void A_constant_is_its_own_template()
    {
        StripePath path = "/v1/customers";
        path.ToString().ShouldBe("/v1/customers");
        path.Template.ShouldBe("/v1/customers");
    }
}
