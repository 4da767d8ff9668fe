using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>Stripe's cursor paging: newest first, <c>starting_after</c> or <c>ending_before</c> an id, and the <c>created</c> filter.</summary>
internal static class Paging
{
    /// <param name="call">Where the paging parameters come from.</param>
    /// <param name="filter">Which objects the list's own filters let through.</param>
    /// <param name="among">The candidates oldest first when an index knows them, else the whole table.</param>
    public static ListOf<object> Page<T>(Call call, Func<T, bool>? filter = null, List<T>? among = null) where T : StripeObject
    {
        var parameters = call.Parameters;
        var limit = Limit(parameters);
        var created = CreatedFilter(parameters, "created");
        var after = parameters.Text("starting_after");
        var before = parameters.Text("ending_before");
        if (parameters.Text("customer_account") is { } account)
        {
            // Customers here are customers, never accounts of a platform.
            throw StripeError.Missing("customer account", account, "customer_account", status: 400);
        }

        var table = call.Account.TableOf(typeof(T));
        if ((after ?? before) is { } cursor && table.Find(cursor) is null)
        {
            throw StripeError.Missing(Kinds.NameOf(typeof(T)), cursor, after is null ? "ending_before" : "starting_after", status: 400);
        }

        var rows = among is null ? FromTable(table, after, before) : FromList(among, after, before);
        var matching = rows.OfType<T>().Where(row => created(row.Created) && filter?.Invoke(row) != false).Take(limit + 1).ToList();
        var page = matching.Take(limit).ToList<object>();
        if (before is not null)
        {
            page.Reverse();
        }

        return new ListOf<object> { Data = page, HasMore = matching.Count > limit, Url = call.Url };
    }

    /// <summary>A page of what one object holds, in the order in which it holds it: the lines of an invoice, the items of a subscription.</summary>
    public static ListOf<object> Within<T>(Call call, IReadOnlyList<T> held, Func<T, string> id) where T : notnull
    {
        var limit = Limit(call.Parameters);
        var after = call.Parameters.Text("starting_after");
        var before = call.Parameters.Text("ending_before");
        var (from, to) = (0, held.Count);
        if ((after ?? before) is { } cursor)
        {
            var place = held.Index().Where(row => id(row.Item) == cursor).Select(row => (int?)row.Index).FirstOrDefault()
                ?? throw StripeError.Missing("object", cursor, after is null ? "ending_before" : "starting_after", status: 400);
            (from, to) = after is null ? (Math.Max(0, place - limit), place) : (place + 1, held.Count);
        }

        var page = held.Take(to).Skip(from).Take(limit).Cast<object>().ToList();
        return new ListOf<object> { Data = page, HasMore = before is null ? from + page.Count < held.Count : from > 0, Url = call.Url };
    }

    /// <summary><c>created</c> (and its like): an exact second, or any of gt, gte, lt, lte.</summary>
    public static Func<long, bool> CreatedFilter(Parameters parameters, string name)
    {
        if (!parameters.Has(name))
        {
            return static _ => true;
        }

        if (parameters.IsPlain(name))
        {
            var exactly = parameters.Integer(name);
            return value => exactly is null || value == exactly;
        }

        var range = parameters.Hash(name)!;
        long? gt = range.Integer("gt"), gte = range.Integer("gte"), lt = range.Integer("lt"), lte = range.Integer("lte");
        return value => !(value <= gt) && !(value < gte) && !(value >= lt) && !(value > lte);
    }

    public static int Limit(Parameters parameters)
    {
        var limit = parameters.Integer("limit") ?? 10;
        return limit switch
        {
            < 1 => throw StripeError.Invalid("This value must be greater than or equal to 1.", "limit", "parameter_invalid_integer"),
            > 100 => throw StripeError.Invalid("This value must be less than or equal to 100.", "limit", "parameter_invalid_integer"),
            _ => (int)limit,
        };
    }

    private static IEnumerable<StripeObject> FromTable(Table table, string? after, string? before) =>
        before is null ? table.NewestFirst(after) : table.NewerThan(before);

    private static IEnumerable<StripeObject> FromList<T>(List<T> oldestFirst, string? after, string? before) where T : StripeObject
    {
        if (before is not null)
        {
            return oldestFirst.SkipWhile(row => row.Id != before).Skip(1);
        }

        var newestFirst = Enumerable.Reverse(oldestFirst);
        return after is null ? newestFirst : newestFirst.SkipWhile(row => row.Id != after).Skip(1);
    }
}
