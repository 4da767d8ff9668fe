namespace BillingPortal.Tests.Sandbox.Subscriptions;

/// <summary>Pausing only the collection, and subscriptions that are paused as a whole.</summary>
public sealed class PauseTests
{
    [Theory]
    [InlineData("keep_as_draft", "draft")]
    [InlineData("mark_uncollectible", "uncollectible")]
    [InlineData("void", "void")]
    public async Task Renewals_of_a_paused_collection_go_no_further_until_it_resumes(string behavior, string status)
    {
        await using var room = await SubscribedRoom.OpenAsync();
        var resumes = room.Room.Now + (40 * 86_400);
        await room.UpdateAsync($"pause_collection[behavior]={behavior}", $"pause_collection[resumes_at]={resumes}");
        room.Room.Time.Advance(TimeSpan.FromDays(33));
        var paused = (await room.InvoicesAsync())[0];
        (paused.Text("status"), paused.Number("amount_paid"), (await room.NowAsync()).Text("status")).ShouldBe((status, 0, "active"));
        room.Room.Time.Advance(TimeSpan.FromDays(7));
        var told = (await room.Room.GetAsync("/v1/events?limit=1&type=customer.subscription.updated")).First();
        ((await room.NowAsync()).IsNull("pause_collection"), told.GetProperty("data").GetProperty("previous_attributes").GetProperty("pause_collection").Text("behavior")).ShouldBe((true, behavior));
        room.Room.Time.Advance(TimeSpan.FromDays(24));
        (await room.InvoicesAsync())[0].Number("amount_paid").ShouldBe(2400);
    }

    [Fact]
    public async Task A_trial_without_a_card_is_paused_and_resumes_with_a_period_of_its_own()
    {
        await using var room = await PausedAsync();
        room.Room.Time.Advance(TimeSpan.FromDays(50));
        (await room.InvoicesAsync()).Count.ShouldBe(1);
        await room.UseCardAsync("pm_card_visa");
        var told = await room.ToldAsync();
        var resumed = await room.Room.PostAsync($"/v1/subscriptions/{room.Id}/resume");
        (resumed.Text("status"), resumed.Number("billing_cycle_anchor"), (await room.InvoicesAsync())[0].Number("amount_paid")).ShouldBe(("active", room.Room.Now, 2400));
        var types = await room.ToldSinceAsync(told);
        (types[0], types[1], types[^1]).ShouldBe(("customer.subscription.updated", "invoice.created", "customer.subscription.resumed"));
        (await room.Room.RefusedAsync(HttpMethod.Post, $"/v1/subscriptions/{room.Id}/resume")).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("always_invoice", 1)]
    [InlineData("create_prorations", 0)]
    [InlineData("none", 0)]
    public async Task With_its_old_anchor_only_the_rest_of_the_period_is_billed(string behavior, int invoices)
    {
        await using var room = await PausedAsync();
        room.Room.Time.Advance(TimeSpan.FromDays(10));
        await room.UseCardAsync("pm_card_visa");
        var resumed = await room.Room.PostAsync($"/v1/subscriptions/{room.Id}/resume", "billing_cycle_anchor=unchanged", $"proration_behavior={behavior}");
        var item = resumed.GetProperty("items").First();
        (item.Number("current_period_start"), room.Room.Now < item.Number("current_period_end")).ShouldBe((resumed.Number("billing_cycle_anchor"), true));
        var rest = 2400m * (item.Number("current_period_end") - room.Room.Now) / (item.Number("current_period_end") - item.Number("current_period_start"));
        var billed = (await room.InvoicesAsync()).SkipLast(1).Sum(invoice => invoice.Number("total")) + (await room.WaitingAsync()).Sum(one => one.Number("amount"));
        ((await room.InvoicesAsync()).Count - 1, billed).ShouldBe((invoices, behavior == "none" ? 0 : (long)decimal.Round(rest, MidpointRounding.AwayFromZero)));
    }

    [Fact]
    public async Task A_resumption_that_cannot_be_paid_leaves_it_behind()
    {
        await using var room = await PausedAsync();
        await room.UseCardAsync("pm_card_chargeCustomerFail");
        (await room.Room.PostAsync($"/v1/subscriptions/{room.Id}/resume")).Text("status").ShouldBe("past_due");
    }

    [Fact]
    public async Task A_resumption_can_be_previewed()
    {
        await using var room = await PausedAsync();
        room.Room.Time.Advance(TimeSpan.FromDays(3));
        (await room.PreviewAsync("resume_at=now")).Number("total").ShouldBe(2400);
        (await room.NowAsync()).Text("status").ShouldBe("paused");
    }

    private static async Task<SubscribedRoom> PausedAsync()
    {
        var room = await SubscribedRoom.OpenWithAsync(card: null, "trial_period_days=7", "trial_settings[end_behavior][missing_payment_method]=pause");
        room.Room.Time.Advance(TimeSpan.FromDays(7));
        (await room.NowAsync()).Text("status").ShouldBe("paused");
        return room;
    }
}
