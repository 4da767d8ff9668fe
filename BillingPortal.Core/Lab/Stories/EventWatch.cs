using System.Text.Json;
using BillingPortal.Core.Data;
using BillingPortal.Core.Webhooks;
using Microsoft.EntityFrameworkCore;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>
/// Follows the events of one story from Stripe into the inbox. The story goes on when each is done with: processed or ignored, lost on a
/// way where nobody tries again, or held back by a fault of the story itself.
/// </summary>
/// <param name="cursor">The newest event before the story began; null when there was none.</param>
public sealed class EventWatch(StripeSide stripe, IDbContextFactory<BillingDb> databases, string? cursor)
{
    private static readonly string[] Ties = ["id", "customer", "test_clock", "charge", "payment_intent", "invoice"];

    /// <summary>Objects that tie an event to this story: its customer, its clock, and every object that an earlier event was about.</summary>
    private readonly HashSet<string> ours = [];
    private readonly Dictionary<string, Wire.Event> open = [];
    private readonly List<SeenEvent> step = [];
    private readonly Dictionary<string, Wire.Event> known = [];
    /// <summary>Event id → its place in the order in which Stripe made them.</summary>
    private readonly Dictionary<string, int> places = [];
    private string? newest = cursor;

    /// <summary>Types that a fault of the story holds back: nobody waits for them.</summary>
    public Func<string, bool> IsHeld { get; set; } = static _ => false;

    /// <summary>A fault of the story keeps the portal from reading at Stripe: an event whose first attempt failed is as far as it gets.</summary>
    public bool StripeIsDown { get; set; }

    public void Follow(params IEnumerable<string> objects) => ours.UnionWith(objects);

    /// <summary>An event that was left waiting is tried again: the story waits for it once more.</summary>
    internal void Reopen(SeenEvent waiting) => open[waiting.Id] = known[waiting.Id];

    /// <summary>What came since the last call, once all of it is done with.</summary>
    /// <exception cref="StoryException">Something is still under way after all looks.</exception>
    public async Task<IReadOnlyList<SeenEvent>> SettleAsync(CancellationToken cancellation)
    {
        step.Clear();
        for (var look = 0; look < Patience.MostLooks; look++)
        {
            var more = await ReadAsync(cancellation);
            await SortAsync(look, cancellation);
            if (!more && open.Values.All(sent => IsHeld(sent.Type)))
                return [.. step.Concat(open.Values.Select(sent => new SeenEvent(sent.Id, sent.Type, "held"))).OrderBy(sent => places[sent.Id])];
            if (!more)
                await Patience.PauseAsync(cancellation);
        }

        throw new StoryException($"The portal has not finished with {string.Join(", ", open.Values.Select(sent => $"{sent.Type} ({sent.Id})"))}.");
    }

    /// <summary>True when there were new events of this story.</summary>
    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        var found = false;
        Wire.StripeList<Wire.Event> page;
        do
        {
            page = await stripe.GetAsync<Wire.StripeList<Wire.Event>>("/v1/events", new { Limit = 100, EndingBefore = newest }, cancellation);
            foreach (var sent in Enumerable.Reverse(page.Data).Where(IsOurs))
            {
                open[sent.Id] = known[sent.Id] = sent;
                places[sent.Id] = places.Count;
                found = true;
            }

            newest = page.Data.Count > 0 ? page.Data[0].Id : newest;
        }
        while (page.HasMore && newest is not null);
        return found;
    }

    private bool IsOurs(Wire.Event sent)
    {
        var subject = sent.Data.Object;
        string[] named = [.. Ties.Select(name => Text(subject, name)).OfType<string>()];
        if (!named.Any(ours.Contains))
            return false;
        if (Text(subject, "id") is { } id)
            ours.Add(id);
        return true;
    }

    /// <summary>Takes what is done with out of the open ones.</summary>
    private async Task SortAsync(int look, CancellationToken cancellation)
    {
        if (open.Count == 0)
            return;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        string[] ids = [.. open.Keys];
        var arrived = await db.InboxEvents.AsNoTracking().Where(row => ids.Contains(row.EventId)).Select(row => new { row.EventId, row.Status, row.Attempts, row.LastError }).ToListAsync(cancellation);
        foreach (var row in arrived.Where(row => row.Status != InboxStatus.Pending || (StripeIsDown && row.Attempts > 0)))
            Done(row.EventId, row.Status == InboxStatus.Pending ? "waiting" : row.Status == InboxStatus.Parked ? $"parked ({row.LastError})" : row.Status.ToString().ToLowerInvariant());
        if (look < 3)
            return; // a delivery takes a moment; asking for each event again is for those that never come
        foreach (var missing in ids.Except(arrived.Select(row => row.EventId)).ToList())
        {
            if ((await stripe.GetAsync<Wire.Event>($"/v1/events/{missing}", null, cancellation)).PendingWebhooks == 0 && !await IsHereAsync(missing, cancellation))
                Done(missing, "lost");
        }
    }

    private async Task<bool> IsHereAsync(string id, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return await db.InboxEvents.AnyAsync(row => row.EventId == id, cancellation);
    }

    private void Done(string id, string fate)
    {
        if (open.Remove(id, out var sent))
            step.Add(new SeenEvent(id, sent.Type, fate));
    }

    private static string? Text(JsonElement subject, string name) =>
        subject.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
