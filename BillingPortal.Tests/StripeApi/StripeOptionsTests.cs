using BillingPortal.Core.StripeApi;

namespace BillingPortal.Tests.StripeApi;

public sealed class StripeOptionsTests
{
    [Fact]
    public void Nothing_set_is_no_problem_because_the_sandbox_steps_in()
    {
        new StripeOptions().Problems().ShouldBeEmpty();
        new StripeOptions().IsConfigured.ShouldBeFalse();
    }

    [Theory]
    [InlineData("sk_test_51Abc", "pk_test_51Abc", "https://api.stripe.com")]
    [InlineData("rk_live_51Abc", "pk_live_51Abc", "https://api.stripe.com/")]
    [InlineData("sk_test_51Abc", "", "http://127.0.0.1:12111")]
    [InlineData("sk_test_51Abc", "", "http://localhost:12111")]
    [InlineData("sk_test_51Abc", "", "http://[::1]:12111")]
    [InlineData("sk_test_51Abc", "", "http://sandbox:12111")]
    public void Keys_of_the_right_shape_and_mode_are_taken(string secret, string publishable, string apiBase) =>
        new StripeOptions { SecretKey = secret, PublishableKey = publishable, ApiBase = apiBase }.Problems().ShouldBeEmpty();

    [Theory]
    [InlineData("pk_test_51Abc", "STRIPE_SECRET_KEY")]
    [InlineData("whsec_51Abc", "STRIPE_SECRET_KEY")]
    [InlineData("sk_51Abc", "STRIPE_SECRET_KEY")]
    [InlineData(" sk_test_51Abc", "STRIPE_SECRET_KEY")]
    [InlineData("sk_test_51Abc\n", "STRIPE_SECRET_KEY")]
    [InlineData("password", "STRIPE_SECRET_KEY")]
    public void A_secret_key_of_another_shape_is_refused_without_repeating_it(string key, string named)
    {
        var problem = new StripeOptions { SecretKey = key }.Problems().ShouldHaveSingleItem();
        problem.ShouldStartWith(named);
        problem.ShouldNotContain(key);
    }

    [Fact]
    public void A_secret_key_where_browsers_would_see_it_is_refused() =>
        new StripeOptions { PublishableKey = "sk_live_51Abc" }.Problems().ShouldHaveSingleItem().ShouldStartWith("STRIPE_PUBLISHABLE_KEY");

    [Theory, InlineData("sk_live_51Abc", "pk_test_51Abc"), InlineData("rk_test_51Abc", "pk_live_51Abc")]
    public void Test_and_live_keys_are_not_mixed(string secret, string publishable) =>
        new StripeOptions { SecretKey = secret, PublishableKey = publishable }.Problems().ShouldHaveSingleItem().ShouldContain("different modes");

    [Theory, InlineData(""), InlineData("api.stripe.com"), InlineData("ftp://api.stripe.com"), InlineData("http://api.stripe.com"), InlineData("http://127.0.0.1.example.test"), InlineData("https://user:pw@api.stripe.com"), InlineData("https://api.stripe.com?x=1")]
    public void The_key_is_never_sent_over_plain_http_to_another_machine_nor_to_an_odd_address(string apiBase) =>
        new StripeOptions { ApiBase = apiBase }.Problems().ShouldHaveSingleItem().ShouldStartWith("STRIPE_API_BASE");

    [Theory, InlineData("sk_live_51Abc", "http://sandbox:12111"), InlineData("sk_test_51Abc", "http://10.0.0.7:12111"), InlineData("sk_test_51Abc", "http://[fe80::1]:12111")]
    public void Only_a_test_key_goes_to_a_neighbouring_container_and_only_by_its_name(string key, string apiBase) =>
        new StripeOptions { SecretKey = key, ApiBase = apiBase }.Problems().ShouldHaveSingleItem().ShouldStartWith("STRIPE_API_BASE");

    [Fact]
    public void All_problems_are_told_at_once() =>
        new StripeOptions { SecretKey = "x", PublishableKey = "y", ApiBase = "z", PortalConfiguration = "w" }.Problems().Count().ShouldBe(4);

    [Fact]
    public void Live_mode_is_read_off_the_key()
    {
        new StripeOptions { SecretKey = "sk_live_51Abc" }.IsLive.ShouldBeTrue();
        new StripeOptions { SecretKey = "rk_test_51Abc" }.IsLive.ShouldBeFalse();
    }
}
