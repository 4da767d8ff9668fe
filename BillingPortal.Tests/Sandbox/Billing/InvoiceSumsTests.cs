using BillingPortal.StripeSandbox.Billing;

namespace BillingPortal.Tests.Sandbox.Billing;

public sealed class InvoiceSumsTests
{
    private static readonly TaxRule German = new("txr_de", 19, Inclusive: false);

    [Fact]
    public void A_lines_own_discounts_come_before_the_invoices_and_each_works_on_what_the_last_one_left()
    {
        var line = new LineCharge { Amount = 10_000, Discounts = [new("di_own", 10, null)] };
        var sum = InvoiceSums.Of([line], [new("di_fixed", null, 1000), new("di_half", 50, null)], "usd")[0];
        sum.Discounts.ShouldBe([("di_own", 1000), ("di_fixed", 1000), ("di_half", 4000)]);
        (sum.OwnDiscount, sum.Net).ShouldBe((1000, 4000));
    }

    [Fact]
    public void A_fixed_amount_is_spread_over_the_lines_by_their_size_and_not_a_cent_is_lost()
    {
        var sums = InvoiceSums.Of([Line(1000), Line(1000), Line(1000)], [new("di", null, 1000)], "usd");
        sums.Select(sum => sum.Discounts[0].Amount).ShouldBe([333, 334, 333]);
    }

    [Fact]
    public void A_fixed_amount_never_takes_more_than_there_is()
    {
        var sums = InvoiceSums.Of([Line(300), Line(-100)], [new("di", null, 1000)], "usd");
        sums.Select(sum => sum.Net).ShouldBe([0, -100]);
    }

    [Fact]
    public void What_is_not_discountable_and_what_a_coupon_is_not_for_stays_as_it_is()
    {
        LineCharge[] lines = [Line(1000) with { Product = "prod_a" }, Line(1000) with { Product = "prod_b" }, Line(1000) with { Discountable = false, Product = "prod_a" }];
        InvoiceSums.Of(lines, [new("di", 50, null, ["prod_a"])], "usd").Select(sum => sum.Net).ShouldBe([500, 1000, 1000]);
    }

    [Fact]
    public void Tax_is_counted_after_discounts_and_credits()
    {
        var line = Line(10_000) with { Credits = 1000, Taxes = [German] };
        var sum = InvoiceSums.Of([line], [new("di", 10, null)], "eur")[0];
        (sum.Net, sum.Taxes[0].Taxable, sum.Taxes[0].Amount).ShouldBe((8000, 8000, 1520));
    }

    [Fact]
    public void Inclusive_tax_is_taken_out_of_the_price_and_the_rest_is_the_price_without_tax()
    {
        var sum = InvoiceSums.Of([Line(1000) with { Taxes = [German with { Inclusive = true }] }], [], "eur")[0];
        (sum.Net, sum.Taxes[0].Taxable, sum.Taxes[0].Amount).ShouldBe((1000, 840, 160));
    }

    [Fact]
    public void Halves_are_rounded_away_from_zero_on_each_line()
    {
        var tenth = new TaxRule("txr", 10, Inclusive: false);
        InvoiceSums.Of([Line(5) with { Taxes = [tenth] }, Line(-5) with { Taxes = [tenth] }], [], "usd").Select(sum => sum.Taxes[0].Amount).ShouldBe([1, -1]);
    }

    [Fact]
    public void Exemption_leaves_the_price_and_taxes_nothing()
    {
        var exempt = German with { Percentage = 0, Inclusive = true, Reason = "customer_exempt" };
        var sum = InvoiceSums.Of([Line(1000) with { Taxes = [exempt] }], [], "eur")[0];
        (sum.Net, sum.Taxes[0].Taxable, sum.Taxes[0].Amount).ShouldBe((1000, 0, 0));
    }

    [Fact]
    public void Three_decimal_currencies_are_rounded_to_tens()
    {
        var sum = InvoiceSums.Of([Line(1230) with { Taxes = [new("txr", 5, false)] }], [new("di", 33, null)], "kwd")[0];
        (sum.Discounts[0].Amount, sum.Net, sum.Taxes[0].Amount).ShouldBe((410, 820, 40));
    }

    private static LineCharge Line(long amount) => new() { Amount = amount };
}
