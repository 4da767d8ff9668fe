using System.Globalization;
using System.Text.Json;
using BillingPortal.StripeSandbox;
using BillingPortal.Tests.Sandbox.Meters;

namespace BillingPortal.Tests.Sandbox.Credits;

/// <summary>Random grants, usage, finalizations, voids and ends: each ledger adds up, nothing is used twice, and no balance is ever below zero.</summary>
public sealed class CreditPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Ledgers_add_up_whatever_happens(int seed)
    {
        using var data = new DataDirectory();
        var random = new Random(seed);
        var time = new Time.FakeTime();
        var options = new SandboxOptions { DataDirectory = data.Path };
        string customer;
        await using (var room = await SandboxRoom.OpenAsync(options, time))
        {
            var meter = await room.MeterAsync();
            var prices = new[] { await room.MeteredPriceAsync(meter), await room.MeteredPriceAsync(meter, "unit_amount_decimal=2.5") };
            customer = await room.CustomerAsync();
            foreach (var price in prices)
                await room.SubscribeAsync(customer, $"items[0][price]={price}", "collection_method=send_invoice", "days_until_due=30");
            await LiveAsync(room, random, customer, prices, 150);
            await CheckAsync(room, customer);
        }

        await using var restarted = await SandboxRoom.OpenAsync(options, time);
        await CheckAsync(restarted, customer);
    }

    [Fact]
    public async Task Invoices_that_are_finalized_at_once_share_a_grant_and_an_identifier_that_is_sent_at_once_counts_once()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price, first) = await room.MeteredCustomerAsync();
        for (var more = 0; more < 7; more++)
            await room.SubscribeAsync(customer, $"items[0][price]={price}");
        var grant = (await room.GrantAsync(customer, 250)).Text("id");
        var sent = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => room.SendAsync(HttpMethod.Post, "/v1/billing/meter_events", MeterRoom.Event(customer, 100, identifier: "once"))));
        sent.Count(answer => answer.IsSuccessStatusCode).ShouldBe(1);
        room.AdvanceTo(first.PeriodEnd());
        var drafts = (await room.GetAsync($"/v1/invoices?customer={customer}&status=draft&limit=100")).Ids();
        drafts.Count.ShouldBe(8);
        var answers = await Task.WhenAll(drafts.Concat(drafts).Select(id => room.SendAsync(HttpMethod.Post, $"/v1/invoices/{id}/finalize", [])));
        answers.Count(answer => answer.IsSuccessStatusCode).ShouldBe(8);
        (await room.MovesAsync(customer, grant)).ShouldBe([("credits_granted", 250), ("credits_applied", -100), ("credits_applied", -100), ("credits_applied", -50)]);
        await CheckAsync(room, customer);
        foreach (var answer in sent.Concat(answers))
            answer.Dispose();
    }

    private static async Task LiveAsync(SandboxRoom room, Random random, string customer, string[] prices, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            switch (random.Next(8))
            {
                case 0:
                    await room.GrantAsync(customer, random.NextInt64(1, 400), [.. Terms(room, random, prices)]);
                    break;
                case 1 or 2 or 3:
                    await room.UseAsync(customer, random.NextInt64(-40, 400));
                    break;
                case 4 or 5:
                    room.Time.Advance(TimeSpan.FromHours(random.NextDouble() * 400));
                    break;
                case 6 when Some(random, await room.GetAsync($"/v1/billing/credit_grants?customer={customer}&limit=100")) is { } grant:
                    // Refused for one that is over, or used: that too must leave the ledger as it is.
                    (await room.SendAsync(HttpMethod.Post, $"/v1/billing/credit_grants/{grant.Text("id")}/{(random.Next(2) == 0 ? "expire" : "void")}", [])).Dispose();
                    break;
                case 7 when Some(random, await room.GetAsync($"/v1/invoices?customer={customer}&limit=100&status={(random.Next(3) == 0 ? "draft" : "open")}")) is { } invoice:
                    var action = invoice.Text("status") == "draft" ? "finalize" : random.Next(3) == 0 ? "pay" : "void";
                    (await room.SendAsync(HttpMethod.Post, $"/v1/invoices/{invoice.Text("id")}/{action}", [])).Dispose();
                    break;
            }
        }
    }

    private static IEnumerable<string> Terms(SandboxRoom room, Random random, string[] prices)
    {
        yield return $"priority={random.Next(3)}";
        yield return $"category={(random.Next(2) == 0 ? "paid" : "promotional")}";
        var effective = room.Now + random.NextInt64(-86_400, 20 * 86_400);
        yield return $"effective_at={effective.ToString(CultureInfo.InvariantCulture)}";
        if (random.Next(2) == 0)
            yield return $"expires_at={Math.Max(room.Now + 1, effective + random.NextInt64(1, 60 * 86_400)).ToString(CultureInfo.InvariantCulture)}";
        if (random.Next(3) == 0)
            yield return $"applicability_config[scope][prices][0][id]={prices[random.Next(2)]}";
    }

    private static JsonElement? Some(Random random, JsonElement list)
    {
        var rows = list.GetProperty("data");
        return rows.GetArrayLength() == 0 ? null : rows[random.Next(rows.GetArrayLength())];
    }

    private static async Task CheckAsync(SandboxRoom room, string customer)
    {
        var moves = (await AllAsync(room, $"/v1/billing/credit_balance_transactions?customer={customer}")).AsEnumerable().Reverse().ToList();
        foreach (var grant in await AllAsync(room, $"/v1/billing/credit_grants?customer={customer}"))
        {
            var own = moves.Where(move => move.Text("credit_grant") == grant.Text("id")).Select(move => move.Move().Change).ToList();
            var running = 0L;
            foreach (var change in own)
            {
                running += change;
                running.ShouldBeGreaterThanOrEqualTo(0);
            }

            var (available, ledger) = (await room.BalanceAsync(customer, $"filter[type]=credit_grant&filter[credit_grant]={grant.Text("id")}"))!.Value;
            ledger.ShouldBe(running);
            available.ShouldBeInRange(0, ledger);
            own.Where(change => change > 0).Take(1).ShouldAllBe(change => change == grant.GetProperty("amount").GetProperty("monetary").Number("value"));
        }

        foreach (var invoice in await AllAsync(room, $"/v1/invoices?customer={customer}"))
        {
            invoice.Number("total").ShouldBe(invoice.Number("subtotal") - invoice.Credited());
            invoice.Number("total").ShouldBeGreaterThanOrEqualTo(0);
            foreach (var line in invoice.Lines())
            {
                line.Credited().ShouldBeInRange(0, line.Number("amount"));
                var used = moves.Where(move => Names(move, line.Text("id"))).Sum(move => -move.Move().Change);
                used.ShouldBe(invoice.Text("status") is "draft" or "void" ? 0 : line.Credited());
            }
        }
    }

    /// <summary>Whether a move of the ledger went to a line or came back from it.</summary>
    private static bool Names(JsonElement move, string line) => move.Move().Kind switch
    {
        "credits_applied" => move.GetProperty("debit").GetProperty("credits_applied").Text("invoice_line_item") == line,
        "credits_application_invoice_voided" => move.GetProperty("credit").GetProperty("credits_application_invoice_voided").Text("invoice_line_item") == line,
        _ => false,
    };

    private static async Task<List<JsonElement>> AllAsync(SandboxRoom room, string url)
    {
        var (rows, page) = (new List<JsonElement>(), await room.GetAsync(url + "&limit=100"));
        while (true)
        {
            rows.AddRange(page.GetProperty("data").EnumerateArray());
            if (!page.GetProperty("has_more").GetBoolean())
                return rows;
            page = await room.GetAsync($"{url}&limit=100&starting_after={page.Ids()[^1]}");
        }
    }
}
