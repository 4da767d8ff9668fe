using System.Text.RegularExpressions;

namespace BillingPortal.Tests.Conformance;

/// <summary>Stripe's own command line runs its fixtures against the sandbox: each succeeds, causes the events of Stripe in order, and they arrive signed.</summary>
public sealed partial class StripeTriggerTests
{
    /// <summary>The CLI takes keys of this length only.</summary>
    private const string Key = "sk_test_123456789012345678";

    public static TheoryData<string> Triggers => [.. TriggerTable.Sequences.Keys];

    [Theory, MemberData(nameof(Triggers))]
    public async Task A_trigger_of_Stripes_command_line_leaves_the_events_of_Stripe_and_they_arrive_signed(string trigger)
    {
        await using var listener = await WebhookListener.StartAsync();
        await using var api = await SandboxSession.StartWatchedAsync(new() { WebhookUrl = listener.Url, WebhookSecret = WebhookListener.Secret }, Key);
        var run = await NodeTools.StripeCliAsync("trigger", trigger, "--api-key", Key, "--api-base", api.Address.GetLeftPart(UriPartial.Authority));
        run.ExitCode.ShouldBe(0, run.Output + run.Errors);
        run.Output.ShouldContain("Trigger succeeded");
        var recorded = await api.EventsAsync().Select(item => item.GetProperty("type").GetString()!).Reverse().ToListAsync();
        string.Join(' ', recorded).ShouldBe(TriggerTable.Sequences[trigger].TrimEnd());
        var delivered = await listener.WaitForAsync(recorded);
        recorded.Except(delivered).ShouldBeEmpty("every recorded event is delivered");
        listener.Refused.ShouldBeEmpty();
        (await api.JudgeEventsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_trigger_of_the_command_line_is_followed_or_said_to_be_beyond()
    {
        var help = (await NodeTools.StripeCliAsync("trigger", "--help")).Succeeded();
        var known = SupportedEvent().Matches(help).Select(match => match.Groups["name"].Value).ToList();
        known.Count.ShouldBeGreaterThan(100);
        known.Where(name => !TriggerTable.Sequences.ContainsKey(name) && !TriggerTable.Beyond.Keys.Any(start => name.StartsWith(start, StringComparison.Ordinal))).ShouldBeEmpty();
        TriggerTable.Sequences.Keys.Except(known).ShouldBeEmpty("the table names triggers that the command line has");
    }

    [GeneratedRegex(@"^  (?<name>[a-z0-9_]+(\.[a-z0-9_]+)+)\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SupportedEvent();
}
