using System.Text.Json;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Events;

/// <summary>Records events while work is done and turns them into deliveries when it commits.</summary>
internal static class EventLog
{
    /// <summary>Takes the snapshot now: later steps of the same request make events of their own.</summary>
    /// <param name="account">Whose event it is.</param>
    /// <param name="type">Stripe's event type.</param>
    /// <param name="subject">The object after the change.</param>
    /// <param name="place">Where in the request's events it belongs, when not last.</param>
    public static void Emit(this Account account, string type, StripeObject subject, int? place = null) =>
        account.Enqueue(Make(account, type, JsonSerializer.SerializeToElement(subject, subject.GetType(), Json.Wire), null), place);

    /// <summary>Saves a new object and tells that it was made.</summary>
    public static T Create<T>(this Account account, string type, T made) where T : StripeObject
    {
        account.Save(made);
        account.Emit(type, made);
        return made;
    }

    /// <summary>Saves a changed object and tells what it was before; nothing is told when nothing that the wire shows has changed.</summary>
    public static T Update<T>(this Account account, string type, T before, T after) where T : StripeObject
    {
        account.Save(after);
        account.Tell(type, before, after);
        return after;
    }

    /// <summary>Tells how a view of a stored object has changed, without storing the view.</summary>
    public static void Tell(this Account account, string type, StripeObject before, StripeObject after)
    {
        var current = JsonSerializer.SerializeToElement(after, after.GetType(), Json.Wire);
        if (PreviousAttributes.Between(JsonSerializer.SerializeToElement(before, before.GetType(), Json.Wire), current) is { } previous)
        {
            account.Enqueue(Make(account, type, current, previous));
        }
    }

    /// <summary>Called by the commit: stores the event and one delivery for each endpoint that listens to its type.</summary>
    public static void Store(Account account, Event made)
    {
        var listening = account.OldestFirst<WebhookEndpoint>().Where(endpoint => endpoint.Wants(made.Type)).ToList();
        account.Save(made with { PendingWebhooks = listening.Count });
        foreach (var endpoint in listening)
        {
            var delivery = account.Save(new Delivery
            {
                Id = Ids.New("whd"), Created = account.SandboxNow, Event = made.Id, Endpoint = endpoint.Id, NextAttemptAt = account.SandboxNow,
            });
            account.Context.Deliveries.Add(account, delivery.Id, account.SandboxNow);
        }
    }

    private static Event Make(Account account, string type, JsonElement subject, JsonElement? previous) => new()
    {
        Id = Ids.New("evt"),
        Created = account.SandboxNow,
        ApiVersion = ApiPipeline.ApiVersion,
        Type = type,
        Data = new EventData { Object = subject, PreviousAttributes = previous },
        Request = new EventRequest(account.Request?.Id, account.Request?.IdempotencyKey),
    };
}
