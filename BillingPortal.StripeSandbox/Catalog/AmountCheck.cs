using System.Globalization;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Catalog;

/// <summary>Refuses amounts that a currency does not have, or that Stripe does not charge.</summary>
internal static class AmountCheck
{
    /// <summary>Three-decimal amounts end in zero, and króna and shilling are charged whole.</summary>
    public static long Stepped(long amount, string currency, string param)
    {
        var step = Currencies.Step(currency);
        return amount % step == 0 ? amount : throw StripeError.Invalid(
            step == 100
                ? $"Invalid amount. Currency {currency.ToUpperInvariant()} has become effectively zero-decimal and charged amounts must be evenly divisible by 100. "
                    + "See https://stripe.com/docs/currencies#special-cases for more information."
                : $"Invalid amount. Amounts in {currency.ToUpperInvariant()} must be evenly divisible by {step}. See https://stripe.com/docs/currencies#three-decimal for more information.",
            param, step == 100 ? "invalid_charge_amount_no_decimal_compatible" : "invalid_charge_amount");
    }

    /// <summary>What a payment may ask for: at least the currency's minimum, at most eight digits.</summary>
    public static long Chargeable(long amount, string currency, string param = "amount")
    {
        if (amount < 1)
        {
            throw StripeError.Invalid("This value must be greater than or equal to 1.", param, "parameter_invalid_integer");
        }

        if (amount < Currencies.MinimumCharge(currency))
        {
            throw StripeError.Invalid(string.Create(CultureInfo.InvariantCulture,
                $"Amount must be at least {Billing.MoneyText.Of(Currencies.MinimumCharge(currency), currency)} {currency}"), param, "amount_too_small");
        }

        return amount <= Currencies.MaximumCharge ? Stepped(amount, currency, param) : throw StripeError.Invalid(string.Create(CultureInfo.InvariantCulture,
            $"Amount must be no more than {Billing.MoneyText.Of(Currencies.MaximumCharge, currency)}"), param, "amount_too_large");
    }
}
