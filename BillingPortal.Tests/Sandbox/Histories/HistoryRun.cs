using System.Text.Json;
using BillingPortal.Tests.Sandbox.Preview;

namespace BillingPortal.Tests.Sandbox.Histories;

/// <summary>Plays one history over HTTP, previews whatever it does, and notes what was used.</summary>
public sealed class HistoryRun(SandboxRoom room, HistoryCatalog catalog, History history)
{
    private readonly Dictionary<string, (string Interval, int Plan, long Quantity)> items = [];
    private UsedTime used = new(0);
    private string subscription = "";
    private long anchor;
    private long paidFrom;

    public string Customer { get; private set; } = "";

    public long Started { get; private set; }

    public long Ended { get; private set; }

    /// <summary>Where a preview and the invoice that came differ.</summary>
    public List<string> WrongPreviews { get; } = [];

    public decimal Cost => used.Cost;

    public async Task<List<JsonElement>> PlayAsync()
    {
        await OrderAsync();
        foreach (var deed in history.Deeds)
        {
            await WaitAsync(deed.WaitSeconds);
            await DoAsync(deed);
        }

        room.Time.Advance(TimeSpan.FromDays(3));
        Ended = room.Now;
        used.End(Ended);
        var (status, preview) = await room.TryAsync("/v1/invoices/create_preview", $"subscription={subscription}", "subscription_details[cancel_now]=true", "subscription_details[proration_behavior]=always_invoice");
        var before = (await NewestAsync()).Text("id");
        await room.DeleteAsync($"/v1/subscriptions/{subscription}?prorate=true&invoice_now=true");
        var last = await NewestAsync();
        if (status == 200)
            Compare("cancel now", preview, last);
        else if (last.Text("id") != before)
            WrongPreviews.Add($"cancel now: refused, but there came {last}");
        return await InvoicesAsync();
    }

    private async Task OrderAsync()
    {
        Customer = await room.CustomerAsync();
        Started = room.Now;
        paidFrom = Started + (history.TrialDays * 86_400);
        anchor = history.AnchorDays > 0 ? Started + (history.AnchorDays * 86_400) : paidFrom;
        List<string> order = [$"items[0][price]={catalog.Id(history.Currency, history.Interval, history.Price)}", $"items[0][quantity]={history.Quantity}"];
        if (history.TrialDays > 0)
            order.Add($"trial_end={paidFrom}");
        if (history.AnchorDays > 0)
            order.Add($"billing_cycle_anchor={anchor}");
        var preview = await room.PostAsync("/v1/invoices/create_preview", [$"customer={Customer}", .. order.Select(Preview.PreviewRequest.Detail)]);
        var made = await room.PostAsync("/v1/subscriptions", [$"customer={Customer}", .. order]);
        subscription = made.Text("id");
        used = new UsedTime(paidFrom);
        items[made.GetProperty("items").First().Text("id")] = (history.Interval, history.Price, history.Quantity);
        Note();
        Compare("order", preview, await NewestAsync());
    }

    /// <summary>When exactly one renewal comes in the meantime, it is the one that was previewed.</summary>
    private async Task WaitAsync(int seconds)
    {
        var (before, preview) = (await InvoicesAsync(), await room.PostAsync("/v1/invoices/create_preview", $"subscription={subscription}"));
        room.Time.Advance(TimeSpan.FromSeconds(seconds));
        var invoices = await InvoicesAsync();
        // A draft that waits its hour may still use the balance that the preview counted on.
        if (invoices.Count == before.Count + 1)
            Compare("renewal", preview, invoices[0], due: invoices[0].Text("status") != "draft" && before.TrueForAll(invoice => invoice.Text("status") != "draft"));
    }

    private async Task DoAsync(Deed deed)
    {
        if (deed.Kind == DeedKind.CancelLaterAndUndo)
        {
            await ChangeAsync(deed, [$"cancel_at={room.Now + 1000 + (deed.Choice * 86_400)}"]);
            room.Time.Advance(TimeSpan.FromSeconds(999));
            await ChangeAsync(deed, ["cancel_at="]);
            return;
        }

        if (deed.Kind == DeedKind.AnchorNow)
        {
            if (room.Now >= paidFrom)
                anchor = room.Now;
            await ChangeAsync(deed, ["billing_cycle_anchor=now"]);
            return;
        }

        var (main, _) = items.First();
        var (interval, plan, quantity) = items[main];
        switch (deed.Kind)
        {
            case DeedKind.Quantity:
                items[main] = (interval, plan, deed.Choice);
                await ChangeAsync(deed, [$"items[0][id]={main}", $"items[0][quantity]={deed.Choice}"]);
                break;
            case DeedKind.Price:
                items[main] = (interval, deed.Choice % 3, quantity);
                await ChangeAsync(deed, [$"items[0][id]={main}", $"items[0][price]={catalog.Id(history.Currency, interval, deed.Choice % 3)}"]);
                break;
            case DeedKind.Interval:
                var other = new[] { "week", "month", "year" }[deed.Choice % 3];
                var restarts = items.Values.All(item => item.Interval == interval) && items.Count == 1 && other != interval;
                restarts |= items.Values.Select(item => item.Interval).All(known => known != other) && items.Count == 1;
                items[main] = (other, plan, quantity);
                anchor = restarts && room.Now >= paidFrom ? room.Now : anchor;
                await ChangeAsync(deed, [$"items[0][id]={main}", $"items[0][price]={catalog.Id(history.Currency, other, plan)}"]);
                break;
            default:
                await AddOnAsync(deed, interval);
                break;
        }
    }

    private async Task AddOnAsync(Deed deed, string interval)
    {
        if (items.Keys.Skip(1).FirstOrDefault() is { } there)
        {
            items.Remove(there);
            await ChangeAsync(deed, [$"items[0][id]={there}", "items[0][deleted]=true"]);
            return;
        }

        var changed = await ChangeAsync(deed, [$"items[0][price]={catalog.Id(history.Currency, interval, HistoryCatalog.AddOn)}", $"items[0][quantity]={deed.Choice + 1}"], note: false);
        var added = changed.GetProperty("items").GetProperty("data").EnumerateArray().Select(item => item.Text("id")).Single(id => !items.ContainsKey(id));
        items[added] = (interval, HistoryCatalog.AddOn, deed.Choice + 1);
        Note();
    }

    private async Task<JsonElement> ChangeAsync(Deed deed, string[] change, bool note = true)
    {
        List<string> form = [.. change, $"proration_behavior={(deed.InvoicesAtOnce ? "always_invoice" : "create_prorations")}"];
        if (!change.Contains("billing_cycle_anchor=now"))
            form.Add($"proration_date={room.Now}");
        var (status, preview) = await room.TryAsync("/v1/invoices/create_preview", [$"subscription={subscription}", .. form.Select(PreviewRequest.Detail)]);
        var before = (await NewestAsync()).Text("id");
        var changed = await room.PostAsync("/v1/subscriptions/" + subscription, [.. form]);
        if (note)
            Note();
        var newest = await NewestAsync();
        if (newest.Text("id") != before)
            Compare(deed.ToString(), preview, newest);
        else if (status == 200)
            await CompareRenewalAsync(deed, preview);
        return changed;
    }

    /// <summary>Without an invoice of its own the change is on the next renewal: asking again, with nothing changed, must show the same.</summary>
    private async Task CompareRenewalAsync(Deed deed, JsonElement preview) =>
        Compare($"renewal after {deed}", preview, await room.PostAsync("/v1/invoices/create_preview", $"subscription={subscription}"));

    private void Compare(string what, JsonElement preview, JsonElement real, bool due = true)
    {
        var (seen, came) = (BilledLine.AllOf(preview), BilledLine.AllOf(real));
        if (!seen.SequenceEqual(came) || preview.Number("total") != real.Number("total") || (due && preview.Number("amount_due") != real.Number("amount_due")))
            WrongPreviews.Add($"{what}:\n  seen {string.Join("\n       ", seen)}\n  came {string.Join("\n       ", came)}");
    }

    private void Note() => used.From(room.Now, anchor, items.Values.Select(item => (item.Interval, HistoryCatalog.Amount(history.Currency, item.Interval, item.Plan), item.Quantity)));

    private async Task<JsonElement> NewestAsync() => await room.WholeAsync((await room.GetAsync("/v1/invoices?limit=1&subscription=" + subscription)).First());

    private async Task<List<JsonElement>> InvoicesAsync()
    {
        List<JsonElement> all = [];
        var after = "";
        JsonElement page;
        do
        {
            page = await room.GetAsync($"/v1/invoices?limit=100&subscription={subscription}{after}");
            foreach (var invoice in page.GetProperty("data").EnumerateArray())
                all.Add(await room.WholeAsync(invoice));
            after = "&starting_after=" + page.Ids()[^1];
        }
        while (page.GetProperty("has_more").GetBoolean());
        return all;
    }
}
