using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Catalog;

/// <summary>Reads what a price costs: a unit amount, tiers or the buyer's choice, in its own currency and in others.</summary>
internal static class PriceTerms
{
    private const long MostDivisor = 1_000_000_000;

    public static Price Read(Parameters parameters, Price blank)
    {
        var tiered = parameters.Choice("billing_scheme", "per_unit", "tiered") == "tiered";
        var mode = parameters.Choice("tiers_mode", "graduated", "volume");
        if (tiered && mode is null)
        {
            throw StripeError.MissingParameter(parameters.Name("tiers_mode"));
        }

        if (!tiered && (mode is not null || parameters.Has("tiers")))
        {
            throw StripeError.Invalid("You can only specify tiers when billing_scheme=tiered.", parameters.Name(mode is null ? "tiers" : "tiers_mode"));
        }

        var option = Option(parameters, blank.Currency, tiered, recurring: blank.Recurring is not null);
        return blank with
        {
            BillingScheme = tiered ? "tiered" : "per_unit",
            CurrencyOptions = Options(parameters, blank, tiered),
            CustomUnitAmount = option.CustomUnitAmount,
            TaxBehavior = option.TaxBehavior,
            Tiers = option.Tiers,
            TiersMode = mode,
            TransformQuantity = Transform(parameters, tiered),
            UnitAmount = option.UnitAmount,
            UnitAmountDecimal = option.UnitAmountDecimal,
        };
    }

    /// <summary>The further currencies after a request: those it names are replaced, none stays when it clears them.</summary>
    public static Dictionary<string, CurrencyOption>? Options(Parameters parameters, Price price, bool tiered)
    {
        if (parameters.Clears("currency_options"))
        {
            return null;
        }

        if (parameters.Hash("currency_options") is not { } sent)
        {
            return price.CurrencyOptions;
        }

        var options = price.CurrencyOptions is null ? [] : new Dictionary<string, CurrencyOption>(price.CurrencyOptions);
        foreach (var (name, option) in sent.Hashes())
        {
            var currency = Currencies.Known(name, sent.Name(name));
            options[currency] = currency == price.Currency
                ? throw StripeError.Invalid($"`{currency}` is the price's own currency; its amounts cannot be an option as well.", sent.Name(name))
                : Option(option, currency, tiered, recurring: price.Recurring is not null);
        }

        return options;
    }

    private static CurrencyOption Option(Parameters parameters, string currency, bool tiered, bool recurring)
    {
        var custom = Custom(parameters, currency, recurring);
        var amount = Amount(parameters, "unit_amount", currency);
        List<PriceTier>? tiers = tiered ? Tiers(parameters, currency) : null;
        if (new[] { custom is not null, amount is not null, tiers is not null }.Count(given => given) != 1)
        {
            throw custom is null && amount is null
                ? StripeError.Invalid("Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.", parameters.Name("unit_amount"), "parameter_missing")
                : StripeError.Invalid("A price has exactly one of a unit amount, tiers and a custom unit amount.", parameters.Name("unit_amount"));
        }

        return new CurrencyOption
        {
            CustomUnitAmount = custom,
            TaxBehavior = parameters.Choice("tax_behavior", "exclusive", "inclusive", "unspecified") ?? "unspecified",
            Tiers = tiers,
            UnitAmount = DecimalText.Whole(amount),
            UnitAmountDecimal = amount is { } exact ? DecimalText.Of(exact) : null,
        };
    }

    /// <summary>The exact amount of <c>name</c> or <c>name_decimal</c>, whichever was sent.</summary>
    private static decimal? Amount(Parameters parameters, string name, string currency)
    {
        var exact = name + "_decimal";
        var (whole, fine) = (parameters.Integer(name), parameters.Decimal(exact));
        if (whole is not null && fine is not null)
        {
            throw StripeError.Invalid($"You may only specify one of these parameters: {name}, {exact}.", parameters.Name(name));
        }

        if (whole is { } minor)
        {
            AmountCheck.Stepped(minor, currency, parameters.Name(name));
        }

        return (whole ?? fine) switch
        {
            null => null,
            < 0 => throw StripeError.Invalid("This value must be greater than or equal to 0.", parameters.Name(whole is null ? exact : name), "parameter_invalid_integer"),
            > Currencies.MaximumCharge => throw StripeError.Invalid($"Amounts are at most {Currencies.MaximumCharge}.", parameters.Name(whole is null ? exact : name), "amount_too_large"),
            { } amount when amount != decimal.Round(amount, 12) => throw StripeError.Invalid("A decimal amount has at most 12 decimal places.", parameters.Name(exact)),
            { } amount => amount,
        };
    }

    private static List<PriceTier> Tiers(Parameters parameters, string currency)
    {
        var sent = parameters.List("tiers");
        if (sent.Count == 0)
        {
            throw StripeError.MissingParameter(parameters.Name("tiers"));
        }

        var tiers = sent.Select((tier, at) => Tier(tier, currency, last: at == sent.Count - 1)).ToList();
        for (var at = 1; at < tiers.Count; at++)
        {
            if (tiers[at].UpTo <= tiers[at - 1].UpTo)
            {
                throw StripeError.Invalid("Each tier must reach further than the one before it.", sent[at].Name("up_to"));
            }
        }

        return tiers;
    }

    private static PriceTier Tier(Parameters tier, string currency, bool last)
    {
        var infinite = tier.RequiredText("up_to") == "inf";
        if (infinite != last)
        {
            throw StripeError.Invalid("The last tier, and only that one, has `up_to` set to `inf`.", tier.Name("up_to"));
        }

        var (flat, unit) = (Amount(tier, "flat_amount", currency), Amount(tier, "unit_amount", currency));
        return flat is null && unit is null
            ? throw StripeError.Invalid("A tier needs a unit amount, a flat amount, or both.", tier.Name("unit_amount"), "parameter_missing")
            : new PriceTier
            {
                FlatAmount = DecimalText.Whole(flat), FlatAmountDecimal = flat is { } fee ? DecimalText.Of(fee) : null,
                UnitAmount = DecimalText.Whole(unit), UnitAmountDecimal = unit is { } each ? DecimalText.Of(each) : null,
                UpTo = infinite ? null : tier.Integer("up_to") is > 0 and var end ? end : throw StripeError.Invalid("This value must be greater than or equal to 1.", tier.Name("up_to")),
            };
    }

    private static CustomUnitAmount? Custom(Parameters parameters, string currency, bool recurring)
    {
        if (parameters.Hash("custom_unit_amount") is not { } custom || custom.Flag("enabled") != true)
        {
            return null;
        }

        if (recurring)
        {
            throw StripeError.Invalid("A recurring price cannot leave its amount to the buyer.", parameters.Name("custom_unit_amount"));
        }

        var chosen = new CustomUnitAmount(custom.Integer("maximum"), custom.Integer("minimum") ?? Currencies.MinimumCharge(currency), custom.Integer("preset"));
        return chosen.Minimum > chosen.Maximum || chosen.Preset < chosen.Minimum || chosen.Preset > chosen.Maximum
            ? throw StripeError.Invalid("The minimum, preset and maximum of a custom amount must be in this order.", parameters.Name("custom_unit_amount"))
            : chosen;
    }

    private static TransformQuantity? Transform(Parameters parameters, bool tiered)
    {
        if (parameters.Hash("transform_quantity") is not { } transform)
        {
            return null;
        }

        if (tiered)
        {
            throw StripeError.Invalid("`transform_quantity` cannot be combined with tiers.", parameters.Name("transform_quantity"));
        }

        var divisor = transform.Integer("divide_by") ?? throw StripeError.MissingParameter(transform.Name("divide_by"));
        return divisor is >= 1 and <= MostDivisor
            ? new TransformQuantity(divisor, transform.Choice("round", "down", "up") ?? throw StripeError.MissingParameter(transform.Name("round")))
            : throw StripeError.Invalid("This value must be greater than or equal to 1.", transform.Name("divide_by"), "parameter_invalid_integer");
    }
}
