using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Portal;

/// <summary>A switch that a customer made in the portal and that waits for the end of the period, as the configuration's conditions ask.</summary>
internal sealed record PlannedChange : InternalObject
{
    public override string Object => "sandbox.planned_change";

    public required string Subscription { get; init; }

    public required string Item { get; init; }

    public required string Price { get; init; }

    public required long Quantity { get; init; }

    public static string IdOf(string subscription) => "planned:" + subscription;

    public static PlannedChange? Of(Account account, string subscription) => account.Find<PlannedChange>(IdOf(subscription));

    /// <summary>Called when the period is over, before the next one is billed: the renewal is then that of the new price.</summary>
    public static Subscription Apply(Account account, Subscription before)
    {
        if (Of(account, before.Id) is not { } planned)
        {
            return before;
        }

        account.Remove(planned);
        return account.Update("customer.subscription.updated", before, before with
        {
            Items = before.Items with
            {
                Data = [.. before.Items.Data.Select(item => item.Id != planned.Item ? item : item with
                {
                    Price = account.Get<Price>(planned.Price), Quantity = item.Price.Recurring?.UsageType == "metered" ? item.Quantity : planned.Quantity,
                })],
            },
        });
    }
}
