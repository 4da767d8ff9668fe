using System.Globalization;
using BillingPortal.Core.Catalog;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Data;
using BillingPortal.Core.Notifications;
using BillingPortal.Core.Primitives;

namespace BillingPortal.Core.Subscriptions;

/// <summary>What the trial_started mail shows.</summary>
/// <param name="AmountMinor">What the first invoice will be, before tax; null when a price has no fixed amount.</param>
/// <param name="CancelsWithoutCard">What happens at the end when no payment method is there.</param>
public sealed record TrialStartedData(string Organization, string Plan, DateTimeOffset TrialEnd, long? AmountMinor, string Currency, string Interval, long Quantity, bool CancelsWithoutCard, string BillingUrl);

/// <summary>Writes the trial_started mail into the outbox, once for each subscription, to every owner.</summary>
public sealed class TrialStartedNotice(Outbox outbox, CatalogQueries catalog, TrialOptions trials, AppOptions app)
{
    public const string Kind = "trial_started";

    internal async Task EnqueueAsync(BillingDb db, OrganizationId organization, Subscription subscription, CancellationToken cancellation)
    {
        if (subscription.TrialEnd is not { } end)
            return;
        var owner = await db.Organizations.FindAsync([organization], cancellation);
        var data = await DataAsync(owner?.Name ?? "", subscription, end, cancellation);
        var key = $"{Kind}:{subscription.Id}";
        var addresses = await OrganizationLookup.OwnerEmailsAsync(db, organization, cancellation);
        await outbox.EnqueueAsync(db, new Notice(Kind, key, organization, addresses.Count > 0 ? addresses[0] : null, data), cancellation);
        foreach (var address in addresses.Skip(1))
            await outbox.EnqueueAsync(db, new Notice(Kind, $"{key}:{address}", organization, address, data), cancellation);
    }

    private async Task<TrialStartedData> DataAsync(string organization, Subscription subscription, DateTimeOffset end, CancellationToken cancellation)
    {
        var main = MainItem.Of(subscription, await catalog.PriceBookAsync(cancellation));
        var name = main?.Plan is { } plan ? catalog.Definition(plan)?.Name : null;
        return new TrialStartedData(
            organization, name ?? "Custom", end, main?.Item.UnitAmountMinor * main?.Item.Quantity, subscription.Currency.Code,
            main?.Item.Interval ?? "", main?.Item.Quantity ?? 0, trials.IsCancel, app.Absolute("/billing").AbsoluteUri);
    }
}

/// <summary>The words of the trial_started mail.</summary>
public sealed class TrialStartedTemplate(MailRenderer renderer) : RazorNotice<TrialStartedData>(renderer)
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-US");

    public override string Kind => TrialStartedNotice.Kind;

    protected override MailContent Write(TrialStartedData data)
    {
        var end = data.TrialEnd.UtcDateTime.ToString("d MMMM yyyy, HH:mm", English) + " UTC";
        var then = data.AmountMinor is { } minor && Currency.TryParse(data.Currency, out var currency)
            ? $"{new Money(minor, currency).Format(English)} per {data.Interval}, plus tax where it applies"
            : "The price of your subscription";
        return new MailContent($"Your {data.Plan} trial has started", $"Welcome to {data.Plan}")
        {
            Paragraphs =
            [
                $"The free trial of {data.Plan} for {data.Organization} has started. Nothing is charged before it ends.",
                data.CancelsWithoutCard
                    ? "If there is no payment method when the trial ends, the subscription ends with it and you are back on the free plan. Otherwise it goes on and the first invoice is charged."
                    : "When the trial ends, the subscription goes on and the first invoice is charged. You can cancel at any time before.",
            ],
            Facts = [new MailFact("Seats", data.Quantity.ToString(English)), new MailFact("Trial ends", end), new MailFact("Then", then)],
            Action = new MailAction("Open billing", data.BillingUrl),
            Footnote = $"You get this mail because you are an owner of {data.Organization}.",
        };
    }
}
