using System.Globalization;
using BillingPortal.Core.Primitives;
using FsCheck;
using FsCheck.Fluent;

namespace BillingPortal.Tests.Primitives;

public sealed class MoneyTests
{
    private static readonly string[] Codes = ["usd", "eur", "jpy", "krw", "kwd", "bhd", "isk", "huf", "chf"];

    private static readonly Arbitrary<Money> AnyMoney = ArbMap.Default.ArbFor<int>().Generator
        .SelectMany(amount => Gen.Elements(Codes).Select(code => new Money(amount, Currency.Parse(code)))).ToArbitrary();

    [Theory]
    [InlineData(2400, "eur", "€24.00")]
    [InlineData(-2400, "usd", "-$24.00")]
    [InlineData(5, "usd", "$0.05")]
    [InlineData(500, "jpy", "¥500")]
    [InlineData(1234567, "jpy", "¥1,234,567")]
    [InlineData(1500, "kwd", "KWD 1.500")]
    [InlineData(-1500, "kwd", "KWD -1.500")]
    [InlineData(500, "isk", "ISK 5")]
    [InlineData(550, "isk", "ISK 5.50")] // cannot be charged, but must not be shown rounded either
    [InlineData(1045, "huf", "HUF 10.45")]
    [InlineData(0, "gbp", "£0.00")]
    [InlineData(long.MaxValue, "usd", "$92,233,720,368,547,758.07")]
    public void Amounts_are_written_with_the_currencys_own_sign_and_digits(long amount, string code, string expected) =>
        new Money(amount, Currency.Parse(code)).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("de-DE", 123456, "eur", "1.234,56 €")]
    [InlineData("fr-FR", 500, "jpy", "500 ¥")]
    [InlineData("en-US", 123456, "eur", "€1,234.56")]
    public void The_reader_s_language_decides_separators_and_places(string culture, long amount, string code, string expected) =>
        Plain(new Money(amount, Currency.Parse(code)).Format(CultureInfo.GetCultureInfo(culture))).ShouldBe(expected);

    [Fact]
    public void What_is_written_is_exactly_what_is_counted() => Check(AnyMoney, money =>
    {
        var text = Plain(money.Format(CultureInfo.InvariantCulture)).Where(character => char.IsAsciiDigit(character) || character == '.').ToArray();
        var written = decimal.Parse(text, CultureInfo.InvariantCulture) * (decimal)Math.Pow(10, money.Currency.MinorDigits);
        return written == Math.Abs((decimal)money.AmountMinor);
    });

    [Fact]
    public void Adding_and_taking_away_again_changes_nothing() => Check(AnyMoney, money =>
        money + new Money(77, money.Currency) - new Money(77, money.Currency) == money && money - money == Money.Zero(money.Currency));

    [Fact]
    public void A_multiple_is_a_repeated_sum() => Check(AnyMoney, money => money * 3 == money + money + money && -money == money * -1 && (money * 0).IsZero);

    [Fact]
    public void Different_currencies_never_add_up() => Check(AnyMoney, money =>
    {
        var other = new Money(1, Currency.Parse(money.Currency.Code == "usd" ? "eur" : "usd"));
        Should.Throw<InvalidOperationException>(() => money + other);
        Should.Throw<InvalidOperationException>(() => money - other);
        return true;
    });

    [Fact]
    public void Overflow_is_an_error_and_never_a_small_amount()
    {
        var most = new Money(long.MaxValue, Currency.Usd);
        Should.Throw<OverflowException>(() => most + new Money(1, Currency.Usd));
        Should.Throw<OverflowException>(() => most * 2);
        Should.Throw<OverflowException>(() => -new Money(long.MinValue, Currency.Usd));
    }

    private static void Check(Arbitrary<Money> amounts, Func<Money, bool> holds) =>
        Prop.ForAll(amounts, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    /// <summary>Cultures use several kinds of space that cannot be broken; a test shall not depend on which.</summary>
    private static string Plain(string text) => string.Concat(text.Select(character => char.IsWhiteSpace(character) ? ' ' : character));
}
