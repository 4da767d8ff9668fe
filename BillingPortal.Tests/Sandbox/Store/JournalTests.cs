using BillingPortal.StripeSandbox;
using BillingPortal.Tests.Sandbox.Checkout;

namespace BillingPortal.Tests.Sandbox.Store;

public sealed class JournalTests
{
    [Fact]
    public async Task A_kill_loses_nothing_that_was_answered()
    {
        using var data = new DataDirectory();
        await using var room = await SandboxRoom.OpenAsync(new SandboxOptions { DataDirectory = data.Path });
        var session = await room.SessionAsync(await room.MonthlyPriceAsync(), "subscription_data[trial_period_days]=14");
        (await room.PayAsync(session.Text("url"), "4242424242424242")).Dispose();
        using var first = await room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=Kept"], "key-1");
        using var left = data.AsLeftByAKill();

        await using var restarted = await SandboxRoom.OpenAsync(new SandboxOptions { DataDirectory = left.Path });
        foreach (var path in new[] { "/v1/customers", "/v1/subscriptions", "/v1/invoices", "/v1/payment_methods", "/v1/events?limit=100", "/v1/checkout/sessions" })
            (await restarted.GetAsync(path)).GetRawText().ShouldBe((await room.GetAsync(path)).GetRawText());
        using var replayed = await restarted.SendAsync(HttpMethod.Post, "/v1/customers", ["name=Kept"], "key-1");
        replayed.Headers.Contains("Idempotent-Replayed").ShouldBeTrue();
    }

    [Fact]
    public async Task A_trial_that_ended_while_the_sandbox_was_down_goes_on_at_its_own_time()
    {
        using var data = new DataDirectory();
        var options = new SandboxOptions { DataDirectory = data.Path };
        string id;
        await using (var room = await SandboxRoom.OpenAsync(options))
        {
            id = (await room.PostAsync("/v1/subscriptions", $"customer={await room.CustomerAsync()}", $"items[0][price]={await room.MonthlyPriceAsync()}", "trial_period_days=14")).Text("id");
        }

        var time = new Time.FakeTime();
        time.Advance(TimeSpan.FromDays(20));
        await using var later = await SandboxRoom.OpenAsync(options, time);
        var subscription = await later.GetAsync($"/v1/subscriptions/{id}?expand[]=latest_invoice");
        (subscription.Text("status"), subscription.GetProperty("latest_invoice").Text("status")).ShouldBe(("active", "paid"));
        subscription.GetProperty("items").First().Number("current_period_start").ShouldBe(subscription.Number("trial_end"));
    }

    [Fact]
    public async Task The_journal_is_written_anew_when_most_of_it_is_history()
    {
        using var data = new DataDirectory();
        using var never = new DataDirectory();
        await using var room = await SandboxRoom.OpenAsync(new SandboxOptions { DataDirectory = data.Path, CompactJournalAtBytes = 20_000 });
        await using var other = await SandboxRoom.OpenAsync(new SandboxOptions { DataDirectory = never.Path });
        var id = await ChangeAsync(room, times: 100);
        await ChangeAsync(other, times: 100);
        using var left = data.AsLeftByAKill();
        new FileInfo(left.Journal).Length.ShouldBeLessThan(new FileInfo(never.Journal).Length * 9 / 10);
        await using var restarted = await SandboxRoom.OpenAsync(new SandboxOptions { DataDirectory = left.Path });
        (await restarted.GetAsync("/v1/customers/" + id)).Text("description").ShouldBe("99");
        (await restarted.GetAsync("/v1/events?limit=100")).GetRawText().ShouldBe((await room.GetAsync("/v1/events?limit=100")).GetRawText());

        static async Task<string> ChangeAsync(SandboxRoom room, int times)
        {
            var id = await room.CustomerAsync(card: null);
            for (var change = 0; change < times; change++)
                await room.PostAsync("/v1/customers/" + id, $"description={change}");
            return id;
        }
    }

    [Fact]
    public async Task Nothing_that_was_answered_is_lost_while_the_journal_is_written_anew_again_and_again()
    {
        using var data = new DataDirectory();
        await using var room = await SandboxRoom.OpenAsync(new SandboxOptions { DataDirectory = data.Path, CompactJournalAtBytes = 1 });
        var answered = await Task.WhenAll(Enumerable.Range(0, 8).Select(async account =>
        {
            var key = $"sk_test_shop{account}";
            var last = "";
            for (var change = 0; change < 40; change++)
            {
                using var answer = await room.SendAsync(HttpMethod.Post, "/v1/customers" + (last.Length == 0 ? "" : "/" + last), [$"description={change}"], key: key);
                last = (await SandboxRoom.JsonAsync(answer)).Text("id");
            }

            return (key, last);
        }));
        using var left = data.AsLeftByAKill();
        await using var restarted = await SandboxRoom.OpenAsync(new SandboxOptions { DataDirectory = left.Path });
        foreach (var (key, id) in answered)
        {
            using var read = await restarted.SendAsync(HttpMethod.Get, "/v1/customers/" + id, [], key: key);
            (await SandboxRoom.JsonAsync(read)).Text("description").ShouldBe("39");
        }
    }

    [Fact]
    public async Task A_torn_last_line_is_dropped_and_a_broken_line_before_the_end_is_told()
    {
        using var data = new DataDirectory();
        var options = new SandboxOptions { DataDirectory = data.Path };
        await using (var room = await SandboxRoom.OpenAsync(options))
            await room.CustomerAsync(card: null);
        await File.AppendAllTextAsync(data.Journal, """{"account":"acct_0","put":[{"obj""");
        await using (var reopened = await SandboxRoom.OpenAsync(options))
            (await reopened.GetAsync("/v1/customers")).Ids().Count.ShouldBe(1);
        await File.WriteAllTextAsync(data.Journal, "{torn\n" + await File.ReadAllTextAsync(data.Journal));
        await Should.ThrowAsync<InvalidDataException>(() => SandboxRoom.OpenAsync(options));
    }

    [Fact]
    public async Task A_travelled_clock_stays_where_it_is_and_a_reset_forgets_everything()
    {
        using var data = new DataDirectory();
        var options = new SandboxOptions { DataDirectory = data.Path };
        await using (var room = await SandboxRoom.OpenAsync(options))
        {
            (await room.PostAsync("/_sandbox/clock", "seconds=86400")).Number("now").ShouldBe(room.Now + 86_400);
            await room.CustomerAsync();
        }

        await using var later = await SandboxRoom.OpenAsync(options);
        (await later.GetAsync("/_sandbox/clock")).Number("now").ShouldBe(later.Now + 86_400);
        (await later.PostAsync("/_sandbox/reset")).Number("now").ShouldBe(later.Now);
        (await later.GetAsync("/v1/customers")).Ids().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_sandbox_on_the_same_directory_is_refused()
    {
        using var data = new DataDirectory();
        var options = new SandboxOptions { DataDirectory = data.Path };
        await using var room = await SandboxRoom.OpenAsync(options);
        await Should.ThrowAsync<IOException>(() => SandboxRoom.OpenAsync(options));
    }
}
