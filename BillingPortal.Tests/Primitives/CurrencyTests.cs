using BillingPortal.Core.Primitives;

namespace BillingPortal.Tests.Primitives;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("usd", 2)]
    [InlineData("eur", 2)]
    [InlineData("jpy", 0)]
    [InlineData("krw", 0)]
    [InlineData("mga", 0)] // ISO 4217 gives it two
    [InlineData("kwd", 3)]
    [InlineData("tnd", 3)]
    [InlineData("huf", 2)] // whole in payouts only
    [InlineData("twd", 2)]
    [InlineData("isk", 2)] // whole, but counted in hundredths
    [InlineData("ugx", 2)]
    public void Minor_digits_are_those_that_Stripe_counts_in(string code, int digits) => Currency.Parse(code).MinorDigits.ShouldBe(digits);

    [Theory]
    [InlineData("usd", 2, 1)]
    [InlineData("jpy", 0, 1)]
    [InlineData("kwd", 3, 10)]
    [InlineData("isk", 0, 100)]
    [InlineData("ugx", 0, 100)]
    [InlineData("huf", 2, 1)]
    public void Display_and_charge_step_know_the_special_cases(string code, int displayDigits, long step)
    {
        Currency.Parse(code).DisplayDigits.ShouldBe(displayDigits);
        Currency.Parse(code).ChargeStepMinor.ShouldBe(step);
    }

    [Theory, InlineData("USD"), InlineData("Usd"), InlineData("usd")]
    public void Case_does_not_matter(string text) => Currency.Parse(text).ShouldBe(Currency.Usd);

    [Theory, InlineData(null), InlineData(""), InlineData("us"), InlineData("usdd"), InlineData("u$d"), InlineData("üsd"), InlineData(" us")]
    public void Anything_but_three_letters_is_refused(string? text)
    {
        Currency.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => Currency.Parse(text!));
    }

    [Fact]
    public void Upper_case_does_not_follow_the_language_of_the_machine()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        Thread.CurrentThread.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
        try
        {
            Currency.Parse("ISK").Code.ShouldBe("isk");
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Currencies_sort_by_code()
    {
        (Currency.Eur < Currency.Usd).ShouldBeTrue();
        (Currency.Usd >= Currency.Usd).ShouldBeTrue();
        new[] { Currency.Usd, Currency.Parse("jpy"), Currency.Eur }.Order().Select(currency => currency.Code).ShouldBe(["eur", "jpy", "usd"]);
    }
}
