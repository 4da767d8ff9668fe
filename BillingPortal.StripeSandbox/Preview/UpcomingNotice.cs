using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Preview;

/// <summary>The note on the clock's agenda that a renewal is to be announced. There is none while no endpoint wants to hear of it.</summary>
internal sealed record UpcomingNotice : InternalObject
{
    public override string Object => "sandbox.upcoming_notice";

    public required string Subscription { get; init; }

    /// <summary>The renewal that it announces.</summary>
    public required long RenewsAt { get; init; }

    /// <summary>Null once it is told.</summary>
    public long? TellAt { get; init; }

    public string? TestClock { get; init; }

    public override IEnumerable<string?> Owners => [TestClock];

    public override string? ClockId => TestClock;

    public override long? WakeAt => TellAt;

    public static string IdOf(string subscription) => "upcoming:" + subscription;
}

/// <summary>Announces renewals that are charged by themselves some days ahead, with the invoice as it stands then: Stripe's invoice.upcoming.</summary>
internal static class UpcomingNotices
{
    private const string EventType = "invoice.upcoming";
    private const long DaySeconds = 86_400;

    /// <summary>Called when a subscription has changed: its next renewal may be another one now.</summary>
    public static void Plan(Account account, Subscription subscription)
    {
        if (!IsHeard(account))
        {
            return;
        }

        var known = account.Find<UpcomingNotice>(UpcomingNotice.IdOf(subscription.Id));
        var tellAt = Rehearsal.RenewsAt(subscription) - (AccountSettings.Of(account).UpcomingDays * DaySeconds);
        if (Rehearsal.RenewsAt(subscription) is not { } renews || subscription.CollectionMethod != "charge_automatically" || subscription.CancelAt <= renews)
        {
            Forget(account, known);
        }
        else if (known?.RenewsAt != renews)
        {
            account.Save(new UpcomingNotice
            {
                // A period that is shorter than the notice is not announced.
                Id = UpcomingNotice.IdOf(subscription.Id), Created = account.Now, Subscription = subscription.Id, RenewsAt = renews,
                TellAt = tellAt > account.Now ? tellAt : null, TestClock = subscription.TestClock,
            });
        }
    }

    /// <summary>Somebody begins to listen, or wants to hear earlier or later: every renewal that is not announced yet is planned anew.</summary>
    public static void PlanAll(Account account)
    {
        var now = account.Now;
        foreach (var waiting in account.OldestFirst<UpcomingNotice>().Where(notice => notice.TellAt is not null).ToList())
        {
            Forget(account, waiting);
        }

        foreach (var subscription in IsHeard(account) ? account.OldestFirst<Subscription>().Where(row => !row.IsOver).ToList() : [])
        {
            account.EnterClockOf(subscription);
            Plan(account, subscription);
            account.Now = now;
        }
    }

    /// <summary>The renewal is rehearsed and taken back; only the event remains.</summary>
    public static void Wake(Account account, UpcomingNotice notice)
    {
        account.Save(notice with { TellAt = null });
        if (IsHeard(account) && account.Find<Subscription>(notice.Subscription) is { } subscription
            && Rehearsal.RenewsAt(subscription) == notice.RenewsAt && Rehearsed(account, subscription) is { } upcoming)
        {
            account.Emit(EventType, upcoming);
        }
    }

    private static Invoice? Rehearsed(Account account, Subscription subscription)
    {
        var (mark, now) = (account.Mark(), account.Now);
        try
        {
            return Rehearsal.Renewal(account, subscription) is { } invoice ? PreviewAnswer.Of(new Rehearsed(invoice, Exists: true)) : null;
        }
        catch (StripeError)
        {
            // A renewal that could not be finalized as things stand, such as one whose tax is unknown, has no sums to announce.
            return null;
        }
        finally
        {
            account.RollbackTo(mark);
            account.Now = now;
        }
    }

    private static void Forget(Account account, UpcomingNotice? notice)
    {
        if (notice is not null)
        {
            account.Remove(notice);
        }
    }

    private static bool IsHeard(Account account) =>
        account.OldestFirst<WebhookEndpoint>().Any(endpoint => endpoint.Wants(EventType)) && AccountSettings.Of(account).UpcomingDays > 0;
}
