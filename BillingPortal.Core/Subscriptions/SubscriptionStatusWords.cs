using System.Text.Json;

namespace BillingPortal.Core.Subscriptions;

/// <summary>Stripe's status words and what they mean for the portal.</summary>
public static class SubscriptionStatusWords
{
    private static readonly Dictionary<string, SubscriptionStatus> ByWord =
        Enum.GetValues<SubscriptionStatus>().ToDictionary(status => status.Word(), StringComparer.Ordinal);

    extension(SubscriptionStatus status)
    {
        /// <summary>As Stripe spells it, such as <c>past_due</c>.</summary>
        public string Word() => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

        /// <summary>Exists and can still be billed: a second one beside it would be a mistake.</summary>
        public bool IsLive() => status is SubscriptionStatus.Trialing or SubscriptionStatus.Active or SubscriptionStatus.PastDue or SubscriptionStatus.Unpaid or SubscriptionStatus.Paused;

        public bool IsEnded() => status is SubscriptionStatus.Canceled or SubscriptionStatus.IncompleteExpired;
    }

    /// <exception cref="FormatException">Stripe has a status that this version of the portal does not know: the event waits instead of being misread.</exception>
    public static SubscriptionStatus Parse(string word) =>
        ByWord.TryGetValue(word, out var status) ? status : throw new FormatException($"'{word}' is not a subscription status that the portal knows.");
}
