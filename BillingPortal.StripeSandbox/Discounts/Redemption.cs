using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Discounts;

/// <summary>What a coupon is redeemed for.</summary>
internal sealed record DiscountHolder
{
    public required string? Customer { get; init; }

    public string? Subscription { get; init; }

    public string? SubscriptionItem { get; init; }

    public string? Invoice { get; init; }

    public string? InvoiceItem { get; init; }

    public string? CheckoutSession { get; init; }

    /// <summary>The discount that gives way to the new one.</summary>
    public Discount? Replaces { get; init; }

    public required string Currency { get; init; }

    /// <summary>What the discounts are for costs before them, when that is known: promotion codes may ask for a minimum.</summary>
    public long? Subtotal { get; init; }
}

/// <summary>Turns coupons and promotion codes into discounts, if everything that they ask for is given.</summary>
internal static class Redemption
{
    /// <summary>The ids of the discounts that the choices mean; new ones are made and counted.</summary>
    public static List<string> Redeem(Account account, IEnumerable<DiscountChoice> choices, DiscountHolder holder)
    {
        var ids = new List<string>();
        foreach (var choice in choices)
        {
            var id = choice.Known?.Id ?? Make(account, choice, holder).Id;
            ids.Add(!ids.Contains(id) ? id : throw StripeError.Invalid("The same discount cannot be applied twice.", "discounts"));
        }

        return ids;
    }

    /// <summary>Refuses a choice that could not be redeemed now.</summary>
    public static void Check(Account account, DiscountChoice choice, DiscountHolder holder)
    {
        if (choice.PromotionCode is { } code)
        {
            CheckCode(account, code, holder);
        }

        if (choice.Coupon is not { Valid: true } coupon)
        {
            throw StripeError.WrongState($"Coupon expired: {choice.Coupon?.Id ?? choice.PromotionCode?.Promotion.Coupon}", "coupon_expired", "discounts");
        }

        if (coupon.AmountOff is not null && !DiscountTerms.Of(coupon).AmountsOff.ContainsKey(holder.Currency))
        {
            throw StripeError.WrongState(
                $"The coupon {coupon.Id} takes off an amount in {coupon.Currency}, which cannot be applied in {holder.Currency}.", param: "discounts");
        }
    }

    private static Discount Make(Account account, DiscountChoice choice, DiscountHolder holder)
    {
        Check(account, choice, holder);
        var coupon = account.Get<Coupon>(choice.Coupon!.Id);
        var made = account.Save(new Discount
        {
            Id = Ids.New("di"),
            Created = account.Now,
            CheckoutSession = holder.CheckoutSession,
            Customer = holder.Customer,
            End = coupon.Duration == "repeating" ? Periods.Boundary(account.Now, "month", 1, coupon.DurationInMonths!.Value) : null,
            Invoice = holder.Invoice,
            InvoiceItem = holder.InvoiceItem,
            PromotionCode = choice.PromotionCode?.Id,
            Source = new DiscountSource { Coupon = coupon.Id },
            Start = account.Now,
            Subscription = holder.Subscription,
            SubscriptionItem = holder.SubscriptionItem,
            Terms = DiscountTerms.Of(coupon),
            TestClock = account.Find<Customer>(holder.Customer)?.TestClock,
        });
        Count(account, coupon, choice.PromotionCode);
        if (holder.Replaces is { } old)
        {
            account.Save(old with { Ended = true });
            account.Update("customer.discount.updated", old, made);
        }
        else if (holder is { Customer: not null, Invoice: null, InvoiceItem: null })
        {
            account.Emit("customer.discount.created", made);
        }

        return made;
    }

    /// <summary>A redemption may be the last one.</summary>
    private static void Count(Account account, Coupon coupon, PromotionCode? code)
    {
        var times = coupon.TimesRedeemed + 1;
        account.Update("coupon.updated", coupon, coupon with { TimesRedeemed = times, Valid = coupon.MaxRedemptions is not { } most || times < most });
        if (account.Find<PromotionCode>(code?.Id) is { } current)
        {
            var used = current.TimesRedeemed + 1;
            account.Update("promotion_code.updated", current, current with { TimesRedeemed = used, Active = current.MaxRedemptions is not { } limit || used < limit });
        }
    }

    private static void CheckCode(Account account, PromotionCode code, DiscountHolder holder)
    {
        if (account.Get<PromotionCode>(code.Id) is not { Active: true })
        {
            throw Refused("it has expired or is no longer active");
        }

        if (code.Customer is { } only && only != holder.Customer)
        {
            throw Refused("it belongs to another customer");
        }

        if (code.Restrictions.FirstTimeTransaction && holder.Customer is { } customer && HasBought(account, customer))
        {
            throw Refused("the associated customer has prior transactions");
        }

        if (code.Restrictions.MinimumIn(holder.Currency) is { } minimum && holder.Subtotal < minimum)
        {
            throw Refused(string.Create(CultureInfo.InvariantCulture, $"the order does not reach the minimum of {MoneyText.Of(minimum, holder.Currency)}"));
        }
    }

    private static bool HasBought(Account account, string customer) => account.OwnedBy<Charge>(customer).Exists(charge => charge.Status == "succeeded")
        || account.OwnedBy<Invoice>(customer).Exists(invoice => invoice.Status is "open" or "paid" or "uncollectible");

    private static StripeError Refused(string why) => StripeError.WrongState($"This promotion code cannot be redeemed because {why}.", "promotion_code_not_redeemable", "discounts");
}
