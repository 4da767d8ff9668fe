using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;

namespace BillingPortal.Tests.Sandbox.Billing;

public sealed class PriceAmountsTests
{
    private static readonly Price Blank = new() { Id = "price_1", Currency = "usd", Product = "prod_1" };

    private static readonly List<PriceTier> Steps =
    [
        new() { UpTo = 5, UnitAmountDecimal = "500", FlatAmountDecimal = "1000" }, new() { UpTo = 10, UnitAmountDecimal = "400" },
        new() { UnitAmountDecimal = "299.5", FlatAmountDecimal = "50" },
    ];

    [Theory, InlineData(0, 1000), InlineData(5, 3500), InlineData(6, 3900), InlineData(10, 5500), InlineData(11, 5850), InlineData(13, 6449)]
    public void Graduated_tiers_price_each_unit_by_the_tier_that_it_lies_in(long quantity, long amount) =>
        Lines.AmountOf(Tiered("graduated"), quantity).ShouldBe(amount);

    [Theory, InlineData(0, 1000), InlineData(5, 3500), InlineData(6, 2400), InlineData(11, 3345)]
    public void Volume_tiers_price_all_units_by_the_tier_that_the_quantity_reaches(long quantity, long amount) =>
        Lines.AmountOf(Tiered("volume"), quantity).ShouldBe(amount);

    [Theory, InlineData("up", 11, 2000), InlineData("down", 11, 1000), InlineData("up", 10, 1000), InlineData("down", 9, 0)]
    public void Packages_are_rounded_as_the_price_says(string round, long quantity, long amount) =>
        Lines.AmountOf(Blank with { UnitAmountDecimal = "1000", TransformQuantity = new TransformQuantity(10, round) }, quantity).ShouldBe(amount);

    [Theory, InlineData("0.000000000001", 1_000_000, 0), InlineData("0.5", 1, 1), InlineData("0.4999", 1, 0), InlineData("0.05", 250, 13)]
    public void Fractions_of_a_cent_are_rounded_once_at_the_end(string unit, long quantity, long amount) =>
        Lines.AmountOf(Blank with { UnitAmountDecimal = unit }, quantity).ShouldBe(amount);

    [Fact]
    public void A_price_has_its_own_amounts_in_each_of_its_currencies()
    {
        var price = Blank with { UnitAmountDecimal = "1000", CurrencyOptions = new() { ["jpy"] = new CurrencyOption { UnitAmount = 150, UnitAmountDecimal = "150" } } };
        Lines.AmountOf(price.In("jpy"), 3).ShouldBe(450);
        Lines.AmountOf(price.In("usd"), 3).ShouldBe(3000);
    }

    [Theory, InlineData(2400, "usd", "$24.00"), InlineData(500, "jpy", "¥500"), InlineData(1500, "kwd", "KWD 1.500"), InlineData(500, "isk", "ISK 5"), InlineData(-2400, "eur", "-€24.00")]
    public void Amounts_are_written_as_people_read_them(long minor, string currency, string text) => MoneyText.Of(minor, currency).ShouldBe(text);

    [Fact]
    public void A_fraction_of_a_cent_is_written_out() => MoneyText.Of(0.05m, "usd").ShouldBe("$0.0005");

    private static Price Tiered(string mode) => Blank with { BillingScheme = "tiered", TiersMode = mode, Tiers = Steps };
}
