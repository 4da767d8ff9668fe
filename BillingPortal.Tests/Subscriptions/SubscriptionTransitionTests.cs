using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Tests.Subscriptions;

public sealed class SubscriptionTransitionTests
{
    private static readonly SubscriptionState Active = new(SubscriptionStatus.Active, new OrganizationId("org_1"), "price_1", 1, null, false, null, null);

    [Fact]
    public void A_first_sight_of_a_trial_is_a_creation_and_a_start()
    {
        var change = new SubscriptionTransition(null, Active with { Status = SubscriptionStatus.Trialing });
        (change.Created, change.TrialStarted, change.BecameActive, change.Changed, change.Linked).ShouldBe((true, true, false, true, true));
    }

    [Fact]
    public void Nothing_new_is_no_change() => new SubscriptionTransition(Active, Active with { }).Changed.ShouldBeFalse();

    [Theory]
    [InlineData(SubscriptionStatus.Trialing, SubscriptionStatus.Active, nameof(SubscriptionTransition.TrialEnded), nameof(SubscriptionTransition.BecameActive))]
    [InlineData(SubscriptionStatus.Trialing, SubscriptionStatus.Canceled, nameof(SubscriptionTransition.TrialEnded), nameof(SubscriptionTransition.Ended))]
    [InlineData(SubscriptionStatus.Active, SubscriptionStatus.PastDue, nameof(SubscriptionTransition.WentPastDue), null)]
    [InlineData(SubscriptionStatus.PastDue, SubscriptionStatus.Active, nameof(SubscriptionTransition.Recovered), nameof(SubscriptionTransition.BecameActive))]
    [InlineData(SubscriptionStatus.Unpaid, SubscriptionStatus.Active, nameof(SubscriptionTransition.Recovered), nameof(SubscriptionTransition.BecameActive))]
    [InlineData(SubscriptionStatus.Incomplete, SubscriptionStatus.IncompleteExpired, nameof(SubscriptionTransition.Ended), null)]
    [InlineData(SubscriptionStatus.PastDue, SubscriptionStatus.Unpaid, null, null)]
    public void Statuses_name_what_happened(SubscriptionStatus before, SubscriptionStatus after, string? first, string? second)
    {
        var change = new SubscriptionTransition(Active with { Status = before }, Active with { Status = after });
        string[] named =
        [
            .. new (string Name, bool Holds)[]
            {
                (nameof(change.TrialStarted), change.TrialStarted), (nameof(change.TrialEnded), change.TrialEnded), (nameof(change.Recovered), change.Recovered),
                (nameof(change.BecameActive), change.BecameActive), (nameof(change.WentPastDue), change.WentPastDue), (nameof(change.Ended), change.Ended),
            }.Where(predicate => predicate.Holds).Select(predicate => predicate.Name),
        ];
        named.ShouldBe(new[] { first, second }.OfType<string>());
    }

    [Fact]
    public void Prices_seats_and_cancellation_are_told_apart()
    {
        new SubscriptionTransition(Active, Active with { Prices = "price_2" }).PriceChanged.ShouldBeTrue();
        new SubscriptionTransition(Active, Active with { Quantity = 2 }).QuantityChanged.ShouldBeTrue();
        new SubscriptionTransition(Active, Active with { CancelAtPeriodEnd = true }).CancellationScheduled.ShouldBeTrue();
        new SubscriptionTransition(Active with { CancelAt = WhenEver }, Active).CancellationRevoked.ShouldBeTrue();
        new SubscriptionTransition(Active with { CancelAtPeriodEnd = true }, Active with { Status = SubscriptionStatus.Canceled }).CancellationRevoked.ShouldBeFalse();
        new SubscriptionTransition(null, Active with { Quantity = 2 }).QuantityChanged.ShouldBeFalse();
    }

    [Theory]
    [InlineData("past_due", SubscriptionStatus.PastDue)]
    [InlineData("incomplete_expired", SubscriptionStatus.IncompleteExpired)]
    public void Stripes_words_are_read_both_ways(string word, SubscriptionStatus status)
    {
        SubscriptionStatusWords.Parse(word).ShouldBe(status);
        status.Word().ShouldBe(word);
        Should.Throw<FormatException>(() => SubscriptionStatusWords.Parse("sleeping"));
    }

    private static DateTimeOffset WhenEver => new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
}
