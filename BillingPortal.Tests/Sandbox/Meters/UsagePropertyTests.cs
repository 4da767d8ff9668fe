using System.Globalization;
using BillingPortal.StripeSandbox;

namespace BillingPortal.Tests.Sandbox.Meters;

/// <summary>Random usage, sent twice and taken back, across restarts: every way of reading it agrees with a list of what was accepted.</summary>
public sealed class UsagePropertyTests
{
    private const long Hour = 3600;
    private const long Day = 86_400;

    [Theory]
    [InlineData("sum", null)]
    [InlineData("count", null)]
    [InlineData("last", null)]
    [InlineData("sum", "hour")]
    [InlineData("count", "day")]
    [InlineData("last", "hour")]
    public async Task Summaries_are_what_the_accepted_events_come_to(string formula, string? window)
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            using var data = new DataDirectory();
            // The journal is also written anew while events arrive, so that both of its forms are read back.
            var options = new SandboxOptions { DataDirectory = data.Path, CompactJournalAtBytes = seed == 1 ? long.MaxValue : 8192 };
            var random = new Random(seed);
            var model = new Model(formula, window);
            var time = new Time.FakeTime();
            string meter, customer;
            await using (var room = await SandboxRoom.OpenAsync(options, time))
            {
                (meter, customer) = (await room.MeterAsync(formula, window is null ? [] : [$"event_time_window={window}"]), await room.CustomerAsync(card: null));
                await ReportAsync(room, random, model, customer, 80);
            }

            await using var restarted = await SandboxRoom.OpenAsync(options, time);
            await ReportAsync(restarted, random, model, customer, 40);
            await CompareAsync(restarted, random, model, meter, customer, $"seed {seed}");
        }
    }

    private static async Task ReportAsync(SandboxRoom room, Random random, Model model, string customer, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var identifier = "use-" + random.Next(60).ToString(CultureInfo.InvariantCulture);
            var (at, value) = (room.Now - random.NextInt64(3 * Day), random.NextInt64(-5, 50));
            if (random.Next(4) == 0)
            {
                using var answer = await room.SendAsync(HttpMethod.Post, "/v1/billing/meter_event_adjustments", ["event_name=api_call", "type=cancel", $"cancel[identifier]={identifier}"]);
                answer.IsSuccessStatusCode.ShouldBe(model.Cancel(identifier, room.Now));
            }
            else
            {
                using var answer = await room.SendAsync(HttpMethod.Post, "/v1/billing/meter_events", MeterRoom.Event(customer, value, at, identifier));
                answer.IsSuccessStatusCode.ShouldBe(model.Report(identifier, at, value, room.Now));
            }

            room.Time.Advance(TimeSpan.FromSeconds(random.NextInt64(2 * Hour)));
        }
    }

    private static async Task CompareAsync(SandboxRoom room, Random random, Model model, string meter, string customer, string seed)
    {
        var end = room.Now - (room.Now % Day) + Day;
        for (var probe = 0; probe < 15; probe++)
        {
            var from = end - (60 * random.NextInt64(14 * 24 * 60));
            var until = from + (60 * random.NextInt64(1, 3 * 24 * 60));
            (await room.UsageAsync(meter, customer, from, until)).ShouldBe(model.Within(from, until), seed);
        }

        var url = $"/v1/billing/meters/{meter}/event_summaries?customer={customer}&start_time={end - (20 * Day)}&end_time={end}&limit=100&value_grouping_window=hour";
        var (hours, page) = (new List<(long Start, decimal Value)>(), await room.GetAsync(url));
        while (true)
        {
            hours.AddRange(page.GetProperty("data").EnumerateArray().Select(item => (item.Number("start_time"), item.GetProperty("aggregated_value").GetDecimal())));
            if (!page.GetProperty("has_more").GetBoolean())
                break;
            page = await room.GetAsync($"{url}&starting_after={page.Ids()[^1]}");
        }

        hours.ShouldBe(model.Hours(end - (20 * Day), end), seed);
        if (model.AddsUp)
            hours.Sum(hour => hour.Value).ShouldBe(model.Within(end - (20 * Day), end), seed);
    }

    /// <summary>The meter as its description says it, without any cleverness.</summary>
    private sealed class Model(string formula, string? window)
    {
        private readonly List<Reported> events = [];

        public bool AddsUp => formula != "last";

        public bool Report(string identifier, long at, long value, long now)
        {
            if (events.Exists(known => known.Identifier == identifier && known.ReceivedAt + Day > now))
                return false;
            events.Add(new Reported(identifier, at, value, now));
            return true;
        }

        public bool Cancel(string identifier, long now)
        {
            if (events.FindLast(known => known.Identifier == identifier && known.ReceivedAt + Day > now) is not { Cancelled: false } reported)
                return false;
            reported.Cancelled = true;
            return true;
        }

        public decimal Within(long from, long until)
        {
            var counted = Counted().Where(known => known.At >= from && known.At < until).ToList();
            return formula switch { "sum" => counted.Sum(known => known.Value), "count" => counted.Count, _ => counted.LastOrDefault()?.Value ?? 0 };
        }

        public List<(long Start, decimal Value)> Hours(long from, long until) =>
            [.. Counted().Where(known => known.At >= from && known.At < until).Select(known => known.At - (known.At % Hour)).Distinct().OrderDescending()
                .Select(start => (start, Within(start, start + Hour)))];

        /// <summary>In the order of their seconds, then of their receipt; of a window only the newest received.</summary>
        private IEnumerable<Reported> Counted()
        {
            var kept = events.Where(known => !known.Cancelled);
            if (window is not null)
                kept = kept.GroupBy(known => known.At / (window == "day" ? Day : Hour)).Select(group => group.Last());
            return kept.OrderBy(known => known.At);
        }

        private sealed class Reported(string identifier, long at, long value, long receivedAt)
        {
            public string Identifier => identifier;

            public long At => at;

            public long Value => value;

            public long ReceivedAt => receivedAt;

            public bool Cancelled { get; set; }
        }
    }
}
