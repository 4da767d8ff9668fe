using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>Reads on which day a new subscription renews: a timestamp before its first natural renewal, or a day of the month.</summary>
internal static class AnchorReader
{
    public static SubscriptionOrder Read(Call call, Parameters parameters, SubscriptionOrder order)
    {
        var config = parameters.Hash("billing_cycle_anchor_config");
        if (config is not null && (order.TrialEnd is not null || parameters.Has("billing_cycle_anchor")))
        {
            throw StripeError.Invalid("`billing_cycle_anchor_config` cannot be combined with `billing_cycle_anchor` or a trial.", config.Name("day_of_month"), validation: false);
        }

        if (config is not null)
        {
            return OnDay(call, config, order);
        }

        if (parameters.Text("billing_cycle_anchor") is null or "unchanged" or "now")
        {
            return order;
        }

        var anchor = SubscriptionRoutes.Future(call, parameters.Integer("billing_cycle_anchor")!.Value, parameters.Name("billing_cycle_anchor"));
        return order with { BillingCycleAnchor = NotBeyondTheFirstPeriod(order, anchor, order.TrialEnd ?? call.Now, parameters.Name("billing_cycle_anchor")) };
    }

    private static SubscriptionOrder OnDay(Call call, Parameters sent, SubscriptionOrder order)
    {
        var config = new BillingCycleAnchorConfig(
            Within(sent, "day_of_month", 1, 31) ?? throw StripeError.MissingParameter(sent.Name("day_of_month")),
            Within(sent, "hour", 0, 23), Within(sent, "minute", 0, 59), Within(sent, "month", 1, 12), Within(sent, "second", 0, 59));
        if (order.Items.Exists(item => item.Price.Recurring?.Interval is "day" or "week"))
        {
            throw StripeError.Invalid("`billing_cycle_anchor_config` can only be used with prices that recur by month or by year.", sent.Name("day_of_month"), validation: false);
        }

        return order with { BillingCycleAnchor = NextOf(config, call.Now), BillingCycleAnchorConfig = config };
    }

    /// <summary>The first such day and time after a second; what is not said is as it is now.</summary>
    private static long NextOf(BillingCycleAnchorConfig config, long after)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(after);
        var month = new DateTimeOffset(now.Year, (int)(config.Month ?? now.Month), 1, (int)(config.Hour ?? now.Hour), (int)(config.Minute ?? now.Minute), (int)(config.Second ?? now.Second), TimeSpan.Zero);
        var step = config.Month is null ? 1 : 12;
        while (true)
        {
            var at = month.AddDays(Math.Min(config.DayOfMonth, DateTime.DaysInMonth(month.Year, month.Month)) - 1).ToUnixTimeSeconds();
            if (at > after)
            {
                return at;
            }

            month = month.AddMonths(step);
        }
    }

    private static long NotBeyondTheFirstPeriod(SubscriptionOrder order, long anchor, long from, string name)
    {
        var natural = order.Items.Where(item => item.Price.Recurring is not null)
            .Select(item => Periods.Next(from, item.Price.Recurring!.Interval, item.Price.Recurring.IntervalCount, from)).DefaultIfEmpty(long.MaxValue).Min();
        return anchor <= natural ? anchor : throw StripeError.Invalid(
            string.Create(CultureInfo.InvariantCulture, $"billing_cycle_anchor cannot be later than next natural billing date ({natural}) for plan"), name, validation: false);
    }

    private static long? Within(Parameters sent, string name, long least, long most) => sent.Integer(name) is not { } value ? null
        : value >= least && value <= most ? value : throw StripeError.Invalid($"Invalid {sent.Name(name)}: must be between {least} and {most}.", sent.Name(name), "parameter_invalid_integer");
}
