using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>Reads when a subscription is to end. An end inside of a running period shortens that period, so that the rest is credited.</summary>
internal static class EndReader
{
    /// <summary>The subscription with the end that a request asks for, takes back, or leaves as it is.</summary>
    public static Subscription Read(Call call, Parameters parameters, Subscription subscription)
    {
        if (parameters.Has("cancel_at") && parameters.Flag("cancel_at_period_end") == true)
        {
            throw StripeError.Invalid("You can only pass one of `cancel_at` and `cancel_at_period_end`.", parameters.Name("cancel_at"), validation: false);
        }

        var asked = ReadDetails(parameters, subscription.CancellationDetails);
        var whole = InPeriods(subscription with { CancelAt = null, CancelAtPeriodEnd = false });
        if (parameters.Flag("cancel_at_period_end") is { } atPeriodEnd)
        {
            return atPeriodEnd ? Planned(call, whole, whole.PeriodEnd, asked) with { CancelAtPeriodEnd = true } : Unplanned(whole);
        }

        if (parameters.Clears("cancel_at"))
        {
            return Unplanned(whole);
        }

        return AtOf(call, parameters, whole) is { } at ? InPeriods(Planned(call, whole, at, asked)) : subscription with { CancellationDetails = asked };
    }

    /// <summary>The instant behind <c>cancel_at</c>: a timestamp, or the first or last end of the items' periods.</summary>
    public static long? AtOf(Call call, Parameters parameters, Subscription subscription) => parameters.Text("cancel_at") switch
    {
        null => null,
        "min_period_end" => subscription.Items.Data.Min(item => item.CurrentPeriodEnd),
        // Nothing is billed beyond the periods that have begun, so billed until and period end are the same.
        "max_period_end" or "max_billed_until" => subscription.Items.Data.Max(item => item.CurrentPeriodEnd),
        _ => SubscriptionRoutes.Future(call, parameters.Integer("cancel_at")!.Value, parameters.Name("cancel_at")),
    };

    public static CancellationDetails ReadDetails(Parameters parameters, CancellationDetails before) => parameters.Hash("cancellation_details") is not { } details ? before : before with
    {
        Comment = details.Text("comment", before.Comment), Feedback = details.Text("feedback", before.Feedback),
    };

    private static Subscription Planned(Call call, Subscription subscription, long at, CancellationDetails details) => subscription with
    {
        CancelAt = at, CanceledAt = call.Now, CancellationDetails = details with { Reason = "cancellation_requested" },
    };

    private static Subscription Unplanned(Subscription subscription) => subscription with { CanceledAt = null, CancellationDetails = new CancellationDetails() };

    /// <summary>The items with the ends that their periods have now.</summary>
    private static Subscription InPeriods(Subscription subscription) => !subscription.IsBilled ? subscription : subscription with
    {
        Items = subscription.Items with
        {
            Data = [.. subscription.Items.Data.Select(item => item with { CurrentPeriodEnd = Renewals.EndOf(subscription, item.Price.Recurring!, item.CurrentPeriodStart) })],
        },
    };
}
