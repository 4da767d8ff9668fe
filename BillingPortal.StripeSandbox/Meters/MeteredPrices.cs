using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Meters;

/// <summary>Prices that bill what a meter says: which there may be, and what their items look like.</summary>
internal static class MeteredPrices
{
    public static bool IsMetered(this Price price) => price.Recurring is { UsageType: "metered" };

    /// <summary>A metered item has no quantity of its own; one that becomes licensed begins with one unit.</summary>
    public static long? QuantityOf(Price price, long? quantity) => price.IsMetered() ? null : quantity ?? 1;

    /// <summary>Refuses a quantity where usage decides, and quietly takes none.</summary>
    public static void RefuseQuantity(Price price, Parameters item)
    {
        if (price.IsMetered() && item.Has("quantity"))
        {
            throw StripeError.Invalid("Quantity should not be specified where usage_type is `metered`. Remove quantity from the item.", item.Name("quantity"), validation: false);
        }
    }

    /// <summary>A metered price needs an active meter, and no other price has one.</summary>
    public static Recurring Checked(Account account, Recurring recurring, Parameters parameters)
    {
        var name = parameters.Name("meter");
        return (recurring.UsageType, recurring.Meter) switch
        {
            ("metered", null) => throw StripeError.WrongState("Starting with Stripe version `2025-03-31.basil`, metered prices must be backed by meters."),
            ("metered", { } id) when account.Find<Meter>(id) is not { } => throw StripeError.Missing("billing meter", id, name, status: 400),
            ("metered", { } id) when account.Get<Meter>(id).Status != "active" => throw StripeError.WrongState($"The meter {id} is inactive. Reactivate it, or use an active one.", param: name),
            ("licensed", { }) => throw StripeError.WrongState("A meter can only be set where `recurring[usage_type]` is `metered`.", param: name),
            _ => recurring,
        };
    }
}
