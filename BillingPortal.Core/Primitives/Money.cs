using System.Globalization;

namespace BillingPortal.Core.Primitives;

/// <summary>An exact amount: a whole number of minor units (cents, yen, fils) with its currency always attached.</summary>
public readonly record struct Money(long AmountMinor, Currency Currency)
{
    public static Money Zero(Currency currency) => new(0, currency);

    public bool IsZero => AmountMinor == 0;

    /// <exception cref="InvalidOperationException">The currencies differ: there is no exchange rate in a billing portal.</exception>
    public static Money operator +(Money left, Money right) => left with { AmountMinor = checked(left.AmountMinor + Same(left, right).AmountMinor) };

    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator -(Money left, Money right) => left with { AmountMinor = checked(left.AmountMinor - Same(left, right).AmountMinor) };

    public static Money operator -(Money value) => value with { AmountMinor = checked(-value.AmountMinor) };

    public static Money operator *(Money value, long times) => value with { AmountMinor = checked(value.AmountMinor * times) };

    /// <summary>The amount as people of <paramref name="culture"/> write it, with the currency's own symbol and digits ("€24.00", "¥500").</summary>
    public string Format(CultureInfo culture)
    {
        var major = AmountMinor / (decimal)Math.Pow(10, Currency.MinorDigits);
        var digits = decimal.IsInteger(major) ? Currency.DisplayDigits : Currency.MinorDigits; // never round what is shown
        var format = (NumberFormatInfo)culture.NumberFormat.Clone();
        format.CurrencySymbol = CurrencySymbols.For(Currency);
        format.CurrencyDecimalDigits = digits;
        if (format.CurrencySymbol.Length > 1 && format.CurrencyPositivePattern == 0)
        {
            format.CurrencyPositivePattern = 2;
            format.CurrencyNegativePattern = 12;
        }

        return major.ToString("C", format);
    }

    public override string ToString() => Format(CultureInfo.GetCultureInfo("en-US"));

    private static Money Same(Money left, Money right) => left.Currency == right.Currency
        ? right
        : throw new InvalidOperationException($"Amounts in {left.Currency} and {right.Currency} do not add up.");
}
