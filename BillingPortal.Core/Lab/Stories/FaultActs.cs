using System.IO.Enumeration;

namespace BillingPortal.Core.Lab.Stories;

/// <summary>Bad days: what a story lets go wrong concerns its own customer only, and is over when the story is.</summary>
public static class FaultActs
{
    extension(Stage stage)
    {
        /// <summary>On the way of this customer's webhooks.</summary>
        public Task DisturbDeliveriesAsync(string kind, string types, int? seconds = null, int? milliseconds = null, int? times = null, int? count = null)
        {
            if (kind == "delay")
                stage.Events.IsHeld = type => FileSystemName.MatchesSimpleExpression(types, type);
            return stage.AddFaultAsync(new FaultOrder
            {
                Kind = kind, Types = [types], About = stage.Customer.Value, Seconds = seconds, Milliseconds = milliseconds, Times = times, Count = count,
            });
        }

        /// <summary>On reading this story's subscription: the portal cannot re-read what an event is about.</summary>
        public Task DisturbReadingAsync(string kind, int? count = null)
        {
            stage.Events.StripeIsDown = true;
            return stage.AddFaultAsync(new FaultOrder { Kind = kind, Path = $"/v1/subscriptions/{stage.Subscription.Id}", Method = "GET", Count = count, Status = kind == "error" ? 503 : null });
        }

        /// <summary>Everything works again.</summary>
        public async Task MendAsync()
        {
            foreach (var fault in stage.Faults)
                await stage.Sandbox.RemoveFaultAsync(fault, CancellationToken.None);
            stage.Faults.Clear();
            stage.Events.IsHeld = static _ => false;
            stage.Events.StripeIsDown = false;
        }

        /// <summary>What support does on the webhook's page: retry now, instead of waiting for the schedule.</summary>
        public async Task RetryWaitingEventsAsync()
        {
            foreach (var waiting in stage.Seen?.Events.Where(sent => sent.Fate == "waiting") ?? [])
            {
                await stage.Portal.Inbox.RetryNowAsync(waiting.Id, "lab", stage.Cancellation);
                stage.Events.Reopen(waiting);
            }
        }

        private async Task AddFaultAsync(FaultOrder order)
        {
            var added = await stage.Sandbox.AddFaultAsync(order, stage.Cancellation);
            stage.Faults.Add(added.Succeeded ? added.Value.Data[^1].Id : throw new StoryException($"The sandbox refused the fault: {added.Error.Detail}"));
        }
    }
}
