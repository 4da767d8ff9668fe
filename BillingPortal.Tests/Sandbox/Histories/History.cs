using FsCheck;
using FsCheck.Fluent;

namespace BillingPortal.Tests.Sandbox.Histories;

/// <summary>What somebody does to a subscription, from the order to the end. Numbers only, so that a failing one prints and shrinks.</summary>
public sealed record History(string Currency, string Interval, int Price, int Quantity, int TrialDays, int AnchorDays, Deed[] Deeds)
{
    public override string ToString() => $"{Currency} {Interval} price {Price} × {Quantity}, trial {TrialDays} d, anchor in {AnchorDays} d: {string.Join(", ", Deeds.AsEnumerable())}";

    /// <summary>Up to seven deeds in any order, between them any number of seconds up to seven weeks.</summary>
    public static Arbitrary<History> Any { get; } = Arb.From(
        from currency in Gen.Elements("usd", "jpy", "kwd")
        from interval in Gen.Elements("month", "month", "week", "year")
        from price in Gen.Choose(0, 2)
        from quantity in Gen.Choose(1, 4)
        from trial in Gen.Elements(0, 0, 0, 5)
        from anchor in Gen.Elements(0, 0, 0, 4)
        from count in Gen.Choose(1, 7)
        from deeds in Gen.ArrayOf(Deed.Any, count)
        select new History(currency, interval, price, quantity, trial, trial > 0 ? 0 : anchor, deeds),
        Shorter);

    private static IEnumerable<History> Shorter(History history)
    {
        for (var at = 0; at < history.Deeds.Length; at++)
            yield return history with { Deeds = [.. history.Deeds.Where((_, index) => index != at)] };
        if (history.TrialDays > 0)
            yield return history with { TrialDays = 0 };
        if (history.AnchorDays > 0)
            yield return history with { AnchorDays = 0 };
    }
}

public enum DeedKind
{
    Quantity, Price, Interval, AddOn, CancelLaterAndUndo, AnchorNow,
}

/// <summary>One change and how long it is waited before it.</summary>
public sealed record Deed(DeedKind Kind, int WaitSeconds, int Choice, bool InvoicesAtOnce)
{
    public static Gen<Deed> Any { get; } =
        from kind in Gen.Elements(DeedKind.Quantity, DeedKind.Quantity, DeedKind.Price, DeedKind.Interval, DeedKind.AddOn, DeedKind.CancelLaterAndUndo, DeedKind.AnchorNow)
        from wait in Gen.OneOf(Gen.Choose(0, 100), Gen.Choose(0, 20 * 86_400), Gen.Choose(0, 49 * 86_400))
        from choice in Gen.Choose(0, 5)
        from atOnce in Gen.Elements(true, false)
        select new Deed(kind, wait, choice, atOnce);

    public override string ToString() => $"{WaitSeconds} s later {Kind} {Choice}{(InvoicesAtOnce ? " invoiced" : "")}";
}
