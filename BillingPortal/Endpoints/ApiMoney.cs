using BillingPortal.Core.Primitives;

namespace BillingPortal.Endpoints;

/// <summary>An amount in minor units beside its currency.</summary>
public sealed record ApiMoney(long Amount, string Currency)
{
    public static ApiMoney From(Money money) => new(money.AmountMinor, money.Currency.Code);
}
