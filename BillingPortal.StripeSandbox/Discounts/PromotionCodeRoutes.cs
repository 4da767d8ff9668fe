using System.Security.Cryptography;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Discounts;

/// <summary>Promotion codes through the API.</summary>
internal static class PromotionCodeRoutes
{
    /// <summary>Without letters and digits that look alike.</summary>
    private const string CodeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/promotion_codes", Create);
        routes.Get("/v1/promotion_codes", List);
        routes.Get("/v1/promotion_codes/{id}", call => call.FromPath<PromotionCode>("id", "promotion_code"));
        routes.Post("/v1/promotion_codes/{id}", Update);
    }

    /// <summary>The clock reached its expiry.</summary>
    public static void Wake(Account account, PromotionCode code) => account.Update("promotion_code.updated", code, code with { Active = false });

    private static PromotionCode Create(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        var promotion = parameters.Hash("promotion");
        promotion?.Choice("type", "coupon");
        var coupon = (promotion is null ? call.FromParameter<Coupon>("coupon", "coupon") : call.FromParameter<Coupon>(promotion, "coupon", "coupon"))
            ?? throw StripeError.MissingParameter("promotion[coupon]");
        if (!coupon.Valid)
        {
            throw StripeError.WrongState("The coupon of a promotion code must still be redeemable.", "coupon_expired", "promotion[coupon]");
        }

        var customer = parameters.Text("customer") is { } id ? CustomerRoutes.Live(call, id, "customer", status: 400).Id : null;
        var code = parameters.Text("code") ?? RandomNumberGenerator.GetString(CodeAlphabet, 8);
        RefuseTaken(account, code, customer);
        return account.Create("promotion_code.created", new PromotionCode
        {
            Id = Ids.New("promo"),
            Created = call.Now,
            Active = parameters.Flag("active") ?? true,
            Code = code,
            Customer = customer,
            ExpiresAt = ExpiryOf(call, coupon),
            MaxRedemptions = LimitOf(parameters, coupon),
            Metadata = parameters.Metadata(),
            Promotion = new Promotion { Coupon = coupon.Id },
            Restrictions = RestrictionsOf(parameters),
        });
    }

    private static PromotionCode Update(Call call)
    {
        var before = call.FromPath<PromotionCode>("id", "promotion_code");
        var parameters = call.Parameters;
        var active = parameters.Flag("active") ?? before.Active;
        if (active && !before.Active && !CanBeActive(call.Account, before))
        {
            throw StripeError.WrongState("This promotion code cannot be made active: it has expired, is used up, or its coupon can no longer be redeemed.", param: "active");
        }

        var options = before.Restrictions.CurrencyOptions;
        if (parameters.Hash("restrictions")?.Hash("currency_options") is { } sent)
        {
            options = Options(sent, options);
        }

        return call.Account.Update("promotion_code.updated", before, before with
        {
            Active = active, Metadata = parameters.Metadata(before.Metadata), Restrictions = before.Restrictions with { CurrencyOptions = options },
        });
    }

    private static ListOf<object> List(Call call)
    {
        var parameters = call.Parameters;
        var active = parameters.Flag("active");
        var (code, coupon, customer) = (parameters.Text("code"), parameters.Text("coupon"), parameters.Text("customer"));
        var owner = code is null ? coupon ?? customer : PromotionCode.CodeOwner(code);
        return Paging.Page(call, row => (active is null || row.Active == active) && (coupon is null || row.Promotion.Coupon == coupon) && (customer is null || row.Customer == customer),
            owner is null ? null : call.Account.OwnedBy<PromotionCode>(owner));
    }

    private static bool CanBeActive(Account account, PromotionCode code) => (code.ExpiresAt is null || code.ExpiresAt > account.SandboxNow)
        && (code.MaxRedemptions is null || code.TimesRedeemed < code.MaxRedemptions) && account.Find<Coupon>(code.Promotion.Coupon) is { Valid: true };

    /// <summary>Among the active codes that a customer could type, each is there once.</summary>
    private static void RefuseTaken(Account account, string code, string? customer)
    {
        if (!code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
        {
            throw StripeError.Invalid("A promotion code may hold letters, digits and dashes only.", "code");
        }

        if (account.OwnedBy<PromotionCode>(PromotionCode.CodeOwner(code)).Exists(other => other.Active && (other.Customer is null || customer is null || other.Customer == customer)))
        {
            throw StripeError.WrongState($"An active promotion code with `code: {code}` already exists.", "resource_already_exists", "code");
        }
    }

    private static long? ExpiryOf(Call call, Coupon coupon)
    {
        var at = call.Parameters.Integer("expires_at");
        return at <= call.Now ? throw StripeError.Invalid("Timestamp must be an integer Unix timestamp in the future.", "expires_at", "timestamp_in_past")
            : at > coupon.RedeemBy ? throw StripeError.Invalid("A promotion code cannot expire after its coupon's redeem_by.", "expires_at") : at;
    }

    private static long? LimitOf(Parameters parameters, Coupon coupon)
    {
        var limit = parameters.Integer("max_redemptions");
        return limit < 1 ? throw StripeError.Invalid("This value must be greater than or equal to 1.", "max_redemptions", "parameter_invalid_integer")
            : limit > coupon.MaxRedemptions ? throw StripeError.Invalid("A promotion code cannot be redeemed more often than its coupon.", "max_redemptions") : limit;
    }

    private static PromotionRestrictions RestrictionsOf(Parameters parameters)
    {
        if (parameters.Hash("restrictions") is not { } sent)
        {
            return new PromotionRestrictions();
        }

        var minimum = sent.Integer("minimum_amount");
        var currency = sent.Text("minimum_amount_currency")?.ToLowerInvariant();
        if (minimum is null != currency is null)
        {
            throw StripeError.MissingParameter(sent.Name(minimum is null ? "minimum_amount" : "minimum_amount_currency"));
        }

        return new PromotionRestrictions
        {
            CurrencyOptions = sent.Hash("currency_options") is { } options ? Options(options, null) : null,
            FirstTimeTransaction = sent.Flag("first_time_transaction") ?? false,
            MinimumAmount = minimum,
            MinimumAmountCurrency = currency,
        };
    }

    private static Dictionary<string, MinimumOption> Options(Parameters sent, Dictionary<string, MinimumOption>? before)
    {
        var options = before is null ? [] : new Dictionary<string, MinimumOption>(before);
        foreach (var (currency, option) in sent.Hashes())
        {
            options[currency.ToLowerInvariant()] = new MinimumOption(option.Integer("minimum_amount") ?? throw StripeError.MissingParameter(option.Name("minimum_amount")));
        }

        return options;
    }
}
