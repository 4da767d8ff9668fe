using BillingPortal.StripeSandbox.Billing;

namespace BillingPortal.Tests.Sandbox.Histories;

/// <summary>What a history should cost, worked out without any invoice: each item's time at its price and quantity, by the periods of the cycle.</summary>
public sealed class UsedTime(long paidFrom)
{
    private readonly List<Piece> pieces = [];

    /// <summary>Everything that is used from a second on; what was used until then is closed.</summary>
    public void From(long second, long anchor, IEnumerable<(string Interval, long Amount, long Quantity)> items)
    {
        End(second);
        pieces.AddRange(items.Select(item => new Piece(item.Interval, item.Amount * item.Quantity, anchor, Math.Max(second, paidFrom))));
    }

    public void End(long second)
    {
        foreach (var piece in pieces.Where(piece => piece.Until is null))
            piece.Until = Math.Max(second, piece.From);
    }

    /// <summary>Minor units, not rounded.</summary>
    public decimal Cost => pieces.Sum(CostOf);

    private static decimal CostOf(Piece piece)
    {
        var cost = 0m;
        for (var at = piece.From; at < piece.Until;)
        {
            var (start, end) = (Periods.Current(piece.Anchor, piece.Interval, 1, at), Periods.Next(piece.Anchor, piece.Interval, 1, at));
            var until = Math.Min(end, piece.Until.Value);
            cost += (decimal)piece.Amount * (until - at) / (end - start);
            at = until;
        }

        return cost;
    }

    private sealed record Piece(string Interval, long Amount, long Anchor, long From)
    {
        public long? Until { get; set; }
    }
}
