using BillingPortal.Core.Primitives;
using BillingPortal.Core.StripeApi;
using BillingPortal.Core.Subscriptions;
using Wire = BillingPortal.Core.StripeApi.Wire;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>
/// Where one story plays: an organization and a Stripe customer of its own, on a test clock of its own, so that stories disturb neither each
/// other nor the sandbox's clock. The acts are extensions of it, one file for each kind.
/// </summary>
public sealed class Stage(Cast cast, OrganizationId organization, CustomerId customer, StripeSide stripe, PortalSide portal, SandboxControls sandbox)
{
    private const int MostAttempts = 12;
    private readonly List<SeenEvent> passed = [];
    private TestClock clock = null!;

    public Cast Cast { get; } = cast;

    public OrganizationId Organization { get; } = organization;

    public CustomerId Customer { get; } = customer;

    public StripeSide Stripe { get; } = stripe;

    public PortalSide Portal { get; } = portal;

    public SandboxControls Sandbox { get; } = sandbox;

    public required EventWatch Events { get; init; }

    public required TestClock Clock
    {
        get => clock;
        init => clock = value;
    }

    public required CancellationToken Cancellation { get; init; }

    /// <summary>The story's own time.</summary>
    public DateTimeOffset Now => clock.FrozenTime;

    /// <summary>What was seen after the last step; null before the first.</summary>
    public Sight? Seen { get; private set; }

    /// <summary>The subscription at Stripe as last read.</summary>
    public Wire.Subscription Subscription => Seen?.AtStripe ?? throw new StoryException("There is no subscription yet.");

    public Wire.SubscriptionItem Item => Subscription.Items.Data[0];

    public DateTimeOffset PeriodStart => Item.CurrentPeriodStart;

    public DateTimeOffset PeriodEnd => Item.CurrentPeriodEnd;

    /// <summary>What the last act was refused with.</summary>
    public string? Refusal { get; set; }

    /// <summary>Faults that the story made and must take away at its end.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>What must be put back when the story is over, however it ended.</summary>
    public List<Func<Task>> AtEnd { get; } = [];

    internal async Task TidyAsync()
    {
        await this.MendAsync();
        foreach (var put in Enumerable.Reverse(AtEnd))
            await put();
    }

    public async Task AdvanceAsync(DateTimeOffset to) => clock = await Stripe.AdvanceAsync(clock, to, Cancellation);

    /// <summary>Waits until the portal has heard of everything, then looks.</summary>
    public async Task<Sight> LookAsync()
    {
        var events = await Events.SettleAsync(Cancellation);
        var sight = await Portal.LookAsync(this, [.. passed, .. events], Cancellation);
        passed.Clear();
        return Seen = sight;
    }

    /// <summary>Goes from attempt to attempt until Stripe plans none any more.</summary>
    public async Task AdvanceUntilGivenUpAsync()
    {
        for (var attempt = 0; (Seen ?? await LookAsync()).NextPaymentAttempt is { } next; attempt++)
        {
            if (attempt == MostAttempts)
                throw new StoryException($"Stripe does not stop trying after {MostAttempts} attempts.");
            await AdvanceAsync(next.AddMinutes(1));
            passed.AddRange((await LookAsync()).Events);
        }
    }

    /// <summary>Waits for what a bank does by itself a few seconds after the act, by the sandbox's own clock.</summary>
    public async Task AwaitAsync(string eventType)
    {
        for (var look = 0; look < Patience.MostLooks; look++)
        {
            passed.AddRange(await Events.SettleAsync(Cancellation));
            if (passed.Exists(sent => sent.Type == eventType))
                return;
            await Patience.PauseAsync(Cancellation);
        }

        throw new StoryException($"{eventType} did not come.");
    }

    /// <summary>Waits for what the portal does by itself, until it has written it down.</summary>
    public async Task AwaitAuditAsync(string action)
    {
        for (var look = 0; look < Patience.MostLooks; look++)
        {
            passed.AddRange(await Events.SettleAsync(Cancellation));
            if (await Portal.HasWrittenAsync(Organization, action, Cancellation))
                return;
            await Patience.PauseAsync(Cancellation);
        }

        throw new StoryException($"The audit log does not say {action}.");
    }

    /// <summary>An act that may be refused: the refusal is kept for the expectations instead of ending the story.</summary>
    public async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (StripeException refused)
        {
            Refusal = string.Join(' ', new[] { refused.Code, refused.DeclineCode, refused.Message }.OfType<string>());
        }
    }
}
