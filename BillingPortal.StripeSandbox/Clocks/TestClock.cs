using System.Text.Json.Serialization;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Preview;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Clocks;

/// <summary>Stripe's test clock: customers that live in a time of their own, which moves only when told.</summary>
internal sealed record TestClock : StripeObject
{
    public override string Object => "test_helpers.test_clock";

    public required long DeletesAfter { get; init; }

    public required long FrozenTime { get; init; }

    public bool Livemode => false;

    public string? Name { get; init; }

    /// <summary>ready, or advancing until the clock has arrived.</summary>
    public string Status { get; init; } = "ready";

    public TestClockStatus StatusDetails { get; init; } = new();
}

internal sealed record TestClockStatus
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TestClockAdvance? Advancing { get; init; }
}

internal sealed record TestClockAdvance(long TargetFrozenTime);

/// <summary>Test clocks through the API. Advancing answers when everything on the clock has happened.</summary>
internal sealed class TestClockRoutes(Timekeeper timekeeper)
{
    private const long KeptSeconds = 30 * 24 * 60 * 60;
    private const long LongestAdvanceSeconds = 2L * 366 * 24 * 60 * 60;

    public void Map(RouteTable routes)
    {
        routes.Post("/v1/test_helpers/test_clocks", Create);
        routes.Get("/v1/test_helpers/test_clocks", call => Paging.Page<TestClock>(call));
        routes.Get("/v1/test_helpers/test_clocks/{id}", call => call.FromPath<TestClock>("id", "test clock"));
        routes.Post("/v1/test_helpers/test_clocks/{id}/advance", Advance);
        routes.Delete("/v1/test_helpers/test_clocks/{id}", Delete);
    }

    private static TestClock Create(Call call) => call.Account.Create("test_helpers.test_clock.created", new TestClock
    {
        Id = Ids.New("clock"),
        Created = call.Now,
        DeletesAfter = call.Now + KeptSeconds,
        FrozenTime = call.Parameters.Integer("frozen_time") ?? throw StripeError.MissingParameter("frozen_time"),
        Name = call.Parameters.Text("name"),
    });

    private TestClock Advance(Call call)
    {
        var account = call.Account;
        var clock = call.FromPath<TestClock>("id", "test clock");
        var to = call.Parameters.Integer("frozen_time") ?? throw StripeError.MissingParameter("frozen_time");
        if (to <= clock.FrozenTime || to - clock.FrozenTime > LongestAdvanceSeconds)
        {
            throw StripeError.WrongState("A test clock moves forward only, and at most two years at once.", param: "frozen_time");
        }

        var advancing = account.Save(clock with { Status = "advancing", StatusDetails = new TestClockStatus { Advancing = new TestClockAdvance(to) } });
        account.Emit("test_helpers.test_clock.advancing", advancing);
        timekeeper.CatchUp(account, clock.Id, to);
        var ready = account.Save(clock with { FrozenTime = to });
        account.Emit("test_helpers.test_clock.ready", ready);
        return advancing;
    }

    /// <summary>The clock takes its customers and their subscriptions with it.</summary>
    private static DeletedObject Delete(Call call)
    {
        var clock = call.FromPath<TestClock>("id", "test clock");
        foreach (var row in call.Account.OwnedBy<Subscription>(clock.Id).Concat<StripeObject>(call.Account.OwnedBy<Customer>(clock.Id))
            .Concat(call.Account.OwnedBy<UpcomingNotice>(clock.Id)))
        {
            call.Account.Remove(row);
        }

        call.Account.Remove(clock);
        call.Account.Emit("test_helpers.test_clock.deleted", clock);
        return new DeletedObject(clock.Id, clock.Object);
    }
}
