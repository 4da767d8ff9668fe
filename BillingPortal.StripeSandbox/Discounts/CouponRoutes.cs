using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Discounts;

/// <summary>Coupons through the API. What a coupon takes off never changes; deleting it takes nothing from those who have redeemed it.</summary>
internal static class CouponRoutes
{
    private const int LongestName = 40;

    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/coupons", Create);
        routes.Get("/v1/coupons", call => Paging.Page<Coupon>(call));
        routes.Get("/v1/coupons/{id}", call => call.FromPath<Coupon>("id", "coupon"));
        routes.Post("/v1/coupons/{id}", Update);
        routes.Delete("/v1/coupons/{id}", Delete);
        Includables.Add<Coupon>("coupon", "applies_to", static (_, coupon) => coupon.Products is { } products ? new AppliesTo(products) : Includables.Absent);
        Includables.Add<Coupon>("coupon", "currency_options", static (_, coupon) => AllCurrencies(coupon));
    }

    /// <summary>The clock reached the last second to redeem it.</summary>
    public static void Wake(Account account, Coupon coupon) => account.Update("coupon.updated", coupon, coupon with { Valid = false });

    private static Coupon Create(Call call)
    {
        var parameters = call.Parameters;
        var id = parameters.Text("id") ?? Ids.New("", 8)[1..];
        if (call.Account.Find<Coupon>(id) is not null)
        {
            throw StripeError.WrongState("Coupon already exists.", "resource_already_exists", "id");
        }

        var duration = parameters.Choice("duration", "forever", "once", "repeating") ?? "once";
        var made = Amounts(parameters, new Coupon
        {
            Id = id,
            Created = call.Now,
            Duration = duration,
            DurationInMonths = MonthsOf(parameters, duration),
            MaxRedemptions = AtLeastOne(parameters, "max_redemptions"),
            Metadata = parameters.Metadata(),
            Name = NameOf(parameters, null),
            Products = ProductsOf(call),
            RedeemBy = RedeemByOf(call),
        });
        return call.Account.Create("coupon.created", made);
    }

    private static Coupon Amounts(Parameters parameters, Coupon coupon)
    {
        var percent = parameters.Decimal("percent_off");
        var amount = parameters.Integer("amount_off");
        if (percent is null == amount is null)
        {
            throw StripeError.Invalid(percent is null ? "Must provide percent_off or amount_off." : "You may only specify one of these parameters: amount_off, percent_off.",
                percent is null ? "percent_off" : "amount_off");
        }

        if (percent is <= 0 or > 100)
        {
            throw StripeError.Invalid("Invalid percent_off: must be greater than 0 and at most 100.", "percent_off");
        }

        if (amount is null)
        {
            return coupon with { PercentOff = percent / 1.000000000000000000m };
        }

        var currency = PriceRoutes.CurrencyOf(parameters);
        return coupon with { AmountOff = Positive(parameters, "amount_off", currency), Currency = currency, CurrencyOptions = OptionsOf(parameters, null) };
    }

    private static Coupon Update(Call call)
    {
        var before = call.FromPath<Coupon>("id", "coupon");
        var parameters = call.Parameters;
        return call.Account.Update("coupon.updated", before, before with
        {
            CurrencyOptions = OptionsOf(parameters, before.CurrencyOptions), Metadata = parameters.Metadata(before.Metadata), Name = NameOf(parameters, before.Name),
        });
    }

    private static DeletedObject Delete(Call call)
    {
        var coupon = call.FromPath<Coupon>("id", "coupon");
        call.Account.Remove(coupon);
        call.Account.Emit("coupon.deleted", coupon);
        return new DeletedObject(coupon.Id, coupon.Object);
    }

    private static Dictionary<string, CouponCurrencyOption>? OptionsOf(Parameters parameters, Dictionary<string, CouponCurrencyOption>? before)
    {
        if (parameters.Hash("currency_options") is not { } sent)
        {
            return before;
        }

        var options = before is null ? [] : new Dictionary<string, CouponCurrencyOption>(before);
        foreach (var (name, option) in sent.Hashes())
        {
            options[name.ToLowerInvariant()] = new CouponCurrencyOption(Positive(option, "amount_off", name.ToLowerInvariant()));
        }

        return options;
    }

    private static long Positive(Parameters parameters, string name, string currency)
    {
        var amount = parameters.Integer(name) ?? throw StripeError.MissingParameter(parameters.Name(name));
        return amount > 0 ? AmountCheck.Stepped(amount, currency, parameters.Name(name))
            : throw StripeError.Invalid("This value must be greater than or equal to 1.", parameters.Name(name), "parameter_invalid_integer");
    }

    private static long? MonthsOf(Parameters parameters, string duration)
    {
        var months = AtLeastOne(parameters, "duration_in_months");
        return (duration, months) switch
        {
            ("repeating", null) => throw StripeError.Invalid("You must pass duration_in_months when passing duration=repeating", "duration_in_months", "parameter_missing"),
            ("repeating", _) => months,
            (_, null) => null,
            _ => throw StripeError.Invalid("You can only pass duration_in_months when passing duration=repeating", "duration_in_months"),
        };
    }

    private static long? AtLeastOne(Parameters parameters, string name) => parameters.Integer(name) is not { } number ? null
        : number >= 1 ? number : throw StripeError.Invalid("This value must be greater than or equal to 1.", name, "parameter_invalid_integer");

    private static long? RedeemByOf(Call call) => call.Parameters.Integer("redeem_by") is not { } by ? null
        : by > call.Now ? by : throw StripeError.Invalid("Timestamp must be an integer Unix timestamp in the future.", "redeem_by", "timestamp_in_past");

    private static List<string>? ProductsOf(Call call)
    {
        var products = call.Parameters.Hash("applies_to")?.Texts("products");
        return products?.Find(id => call.Account.Find<Product>(id) is null) is { } missing
            ? throw StripeError.Missing("product", missing, "applies_to[products]", status: 400) : products;
    }

    private static string? NameOf(Parameters parameters, string? before)
    {
        var name = parameters.Text("name", before);
        return name is null || name.Length <= LongestName ? name : throw StripeError.Invalid($"Invalid string: {name}; must be at most {LongestName} characters", "name");
    }

    private static Dictionary<string, CouponCurrencyOption> AllCurrencies(Coupon coupon)
    {
        var options = coupon.CurrencyOptions is null ? [] : new Dictionary<string, CouponCurrencyOption>(coupon.CurrencyOptions);
        if (coupon is { Currency: { } own, AmountOff: { } amount })
        {
            options[own] = new CouponCurrencyOption(amount);
        }

        return options;
    }

    private sealed record AppliesTo(List<string> Products);
}
