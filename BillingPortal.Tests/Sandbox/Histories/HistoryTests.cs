using FsCheck;
using FsCheck.Fluent;

namespace BillingPortal.Tests.Sandbox.Histories;

/// <summary>What must hold whatever is done to a subscription and whenever: judged on random histories against the real sandbox.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task A_preview_is_the_invoice_and_the_invoices_are_the_time_that_was_used()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var catalog = await HistoryCatalog.MakeAsync(room);
        Prop.ForAll(History.Any, history => PlayAsync(room, catalog, history).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(250));
    }

    private static async Task<bool> PlayAsync(SandboxRoom room, HistoryCatalog catalog, History history)
    {
        var run = new HistoryRun(room, catalog, history);
        var invoices = await run.PlayAsync();
        run.WrongPreviews.ShouldBeEmpty(history.ToString());
        var lines = BilledItem.AllOf(invoices);
        EachSecondOnce(lines, run, history);
        CreditsAreExact(lines, history);
        var total = invoices.Sum(invoice => invoice.Number("total"));
        total.ShouldBe(lines.Sum(line => line.Amount), history.ToString());
        var tolerance = lines.Count * (history.Currency == "kwd" ? 5m : 0.5m);
        Math.Abs(total - run.Cost).ShouldBeLessThanOrEqualTo(tolerance, $"{history}\nbilled {total}, used {run.Cost}\n{string.Join('\n', lines)}");
        var settled = invoices.Where(invoice => invoice.Text("status") != "draft").ToList();
        var balance = (await room.GetAsync("/v1/customers/" + run.Customer)).Number("balance");
        (settled.Sum(invoice => invoice.Number("total")) - settled.Sum(invoice => invoice.Number("amount_paid"))).ShouldBe(balance, history.ToString());
        return true;
    }

    /// <summary>No second of any item is billed twice or left out, up to the end and not beyond it.</summary>
    private static void EachSecondOnce(List<BilledItem> lines, HistoryRun run, History history)
    {
        foreach (var item in lines.GroupBy(line => line.Item))
        {
            var edges = item.SelectMany(line => new[] { (At: line.Start, By: line.Credit ? -1 : 1), (At: line.End, By: line.Credit ? 1 : -1) })
                .GroupBy(edge => edge.At).OrderBy(edge => edge.Key).Select(edge => (At: edge.Key, By: edge.Sum(step => step.By))).Where(edge => edge.By != 0).ToList();
            var story = $"{history}\nended {run.Ended}\n{string.Join('\n', item)}";
            edges.Select(edge => edge.By).ShouldBe(edges.Count == 0 ? [] : [1, -1], story);
            edges.ShouldAllBe(edge => edge.At <= run.Ended && edge.At >= run.Started, story);
        }
    }

    /// <summary>Each credit gives back the unused share of the very line that it names.</summary>
    private static void CreditsAreExact(List<BilledItem> lines, History history)
    {
        var step = history.Currency == "kwd" ? 10 : 1;
        foreach (var credits in lines.Where(line => line.Credited.Count > 0).GroupBy(line => line.Credited.Single()))
        {
            var charge = lines.Single(line => line.Line == credits.Key);
            var unused = (decimal)charge.Amount * (charge.End - credits.Min(credit => credit.Start)) / (charge.End - charge.Start);
            credits.Sum(credit => credit.Amount).ShouldBe(-(long)decimal.Round(unused / step, MidpointRounding.AwayFromZero) * step, $"{history}\n{charge}\n{string.Join('\n', credits)}");
        }
    }
}
