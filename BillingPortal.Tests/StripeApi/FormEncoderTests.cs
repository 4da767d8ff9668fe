using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.StripeApi.Resources;

namespace BillingPortal.Tests.StripeApi;

public sealed class FormEncoderTests
{
    private enum Behavior
    {
        CreateProrations,
    }

    [Fact]
    public void Names_become_snake_case_and_hashes_and_lists_get_literal_brackets() =>
        FormEncoder.Encode(new { LineItems = new[] { new { Price = "price_1", Quantity = 2 } }, SubscriptionData = new { TrialPeriodDays = 14 } })
            .ShouldBe("line_items[0][price]=price_1&line_items[0][quantity]=2&subscription_data[trial_period_days]=14");

    [Fact]
    public void Every_kind_of_value_has_its_one_spelling() =>
        FormEncoder.Encode(new
        {
            Yes = true,
            No = false,
            At = new DateTimeOffset(2023, 11, 14, 23, 13, 20, TimeSpan.FromHours(1)),
            Amount = -2400L,
            Percent = 12.5m,
            Currency = Currency.Parse("JPY"),
            Customer = CustomerId.From("cus_1"),
            ProrationBehavior = Behavior.CreateProrations,
            Url = new Uri("https://example.test/a?b={CHECKOUT_SESSION_ID}"),
        }).ShouldBe("yes=true&no=false&at=1700000000&amount=-2400&percent=12.5&currency=jpy&customer=cus_1&proration_behavior=create_prorations"
            + "&url=https%3A%2F%2Fexample.test%2Fa%3Fb%3D%7BCHECKOUT_SESSION_ID%7D");

    [Fact]
    public void Numbers_do_not_follow_the_language_of_the_machine()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("de-DE");
        try
        {
            FormEncoder.Encode(new { Percent = 12.5 }).ShouldBe("percent=12.5");
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Null_is_left_out_and_emptiness_clears() =>
        FormEncoder.Encode(new { Unset = (string?)null, Text = "", List = Array.Empty<string>(), Explicit = Clear.Value })
            .ShouldBe("text=&list=&explicit=");

    [Fact]
    public void A_clearable_parameter_is_left_alone_set_or_cleared()
    {
        FormEncoder.Encode(new CustomerUpdate()).ShouldBe("");
        FormEncoder.Encode(new CustomerUpdate { Address = Clear.Value }).ShouldBe("address=");
        FormEncoder.Encode(new CustomerUpdate { Address = new BillingPortal.Core.StripeApi.Wire.Address { Line1 = "1 Main St", PostalCode = "94103" } })
            .ShouldBe("address[line1]=1+Main+St&address[postal_code]=94103");
    }

    [Fact]
    public void Keys_of_metadata_stay_as_they_are_and_everything_is_escaped() =>
        FormEncoder.Encode(new { Metadata = new Dictionary<string, string> { ["org_id"] = "org_1", ["Über & so"] = "a=b&c+d é" } })
            .ShouldBe("metadata[org_id]=org_1&metadata[%C3%9Cber+%26+so]=a%3Db%26c%2Bd+%C3%A9");

    [Fact]
    public void Dictionaries_of_any_value_nest_like_records() =>
        FormEncoder.Encode(new Dictionary<string, object?> { ["a"] = new Dictionary<string, object?> { ["b"] = new object[] { 1, "two" }, ["c"] = null } })
            .ShouldBe("a[b][0]=1&a[b][1]=two");

    [Fact]
    public void Expanded_fields_are_an_indexed_list() =>
        FormEncoder.Encode(new { Expand = new[] { "latest_invoice", "customer" } }).ShouldBe("expand[0]=latest_invoice&expand[1]=customer");

    [Fact]
    public void Nothing_is_encoded_as_nothing() => FormEncoder.Encode(null).ShouldBe("");
}
