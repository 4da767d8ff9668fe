using System.Globalization;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Meters;

/// <summary>Reads usage back: one sum for the whole stretch, or one for each hour or day of it that had any, newest first.</summary>
internal static class MeterEventSummaries
{
    private const long LongestSeconds = 2L * 366 * 24 * 60 * 60;

    public static ListOf<object> List(Call call)
    {
        var parameters = call.Parameters;
        var meter = call.FromPath<Meter>("id", "billing meter");
        var customer = CustomerRoutes.Live(call, parameters.RequiredText("customer"), "customer", status: 400);
        var window = parameters.Choice("value_grouping_window", "day", "hour");
        var step = window switch { "day" => 86_400, "hour" => 3_600, _ => 60 };
        var (start, end) = (AlignedTo(step, parameters, "start_time"), AlignedTo(step, parameters, "end_time"));
        if (end <= start || end - start > LongestSeconds)
        {
            throw StripeError.Invalid("The end_time must be after the start_time, and at most two years after it.", "end_time");
        }

        var stretches = window is null ? [(start, end)] : Windows(call.Account, meter, customer, start, end, step);
        return Paging.Within(call, [.. stretches.Select(stretch => SummaryOf(call.Account, meter, customer, stretch))], summary => summary.Id);
    }

    private static IEnumerable<(long Start, long End)> Windows(Account account, Meter meter, Customer customer, long start, long end, long step)
    {
        for (var at = end - step; at >= start; at -= step)
        {
            if (account.Usage.HasWithin(meter.Id, customer.Id, at, at + step))
            {
                yield return (at, at + step);
            }
        }
    }

    private static MeterEventSummary SummaryOf(Account account, Meter meter, Customer customer, (long Start, long End) stretch) => new()
    {
        Id = string.Create(CultureInfo.InvariantCulture, $"mtrusg_test_{meter.Id[9..17]}{customer.Id[4..]}{stretch.Start}{stretch.End}"),
        AggregatedValue = account.Usage.Within(meter.Id, customer.Id, stretch.Start, stretch.End),
        StartTime = stretch.Start,
        EndTime = stretch.End,
        Meter = meter.Id,
    };

    private static long AlignedTo(long step, Parameters parameters, string name)
    {
        var at = parameters.Integer(name) ?? throw StripeError.MissingParameter(name);
        var unit = step switch { 86_400 => "day", 3_600 => "hour", _ => "minute" };
        return at % step == 0 ? at : throw StripeError.Invalid($"The {name} must be aligned with {unit} boundaries.", name);
    }
}
