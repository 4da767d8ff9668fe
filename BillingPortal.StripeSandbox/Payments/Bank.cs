using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>One attempt to take an amount: how it is made, and what the bank answers. A decision about the next payments goes before the card's own ways.</summary>
internal sealed record Attempt
{
    /// <summary>The holder is there to authenticate.</summary>
    public required bool Present { get; init; }

    /// <summary>The holder has just authenticated.</summary>
    public bool Authenticated { get; init; }

    /// <summary>The merchant said off_session: a card that asks for its holder is declined instead of waiting.</summary>
    public bool OffSession { get; init; }

    /// <summary>The merchant asks for 3-D Secure although nobody requires it.</summary>
    public bool RequestsThreeDSecure { get; init; }

    /// <summary>The merchant cannot show the bank's page: asking for the holder ends the attempt.</summary>
    public bool EndsOnAction { get; init; }

    /// <summary>Where authentication returns to; without it the browser script shows the bank's page.</summary>
    public string? ReturnUrl { get; init; }
}

/// <summary>Answers for the bank and for Radar.</summary>
internal static class Bank
{
    /// <summary>Whether the holder must prove who they are before the money is taken.</summary>
    public static bool Asks(PaymentMethod method, NextPayment? decided, Attempt attempt)
    {
        if (attempt.Authenticated || decided is { Outcome: not "authenticate" })
        {
            return false;
        }

        var card = TestCard.Of(method.Number);
        return decided is not null || card.Authentication switch
        {
            AuthenticationNeed.Always => true,
            AuthenticationNeed.UntilSetUp => attempt.Present || !method.SetUp,
            AuthenticationNeed.WhenPresent => attempt.Present,
            _ => attempt is { RequestsThreeDSecure: true, OffSession: false } && card.Authentication == AuthenticationNeed.Never
                && card.ThreeDSecure == ThreeDSecureSupport.Optional,
        };
    }

    /// <returns>Null when the money is there.</returns>
    public static Decline? Answer(Account account, PaymentMethod method, NextPayment? decided)
    {
        // Who decided that the holder is asked has left the rest to the card.
        if (decided is { Outcome: not "authenticate" })
        {
            return decided.DeclineCode is { } code ? Declines.Of(code) : null;
        }

        var card = TestCard.Of(method.Number);
        return card.OnCharge ?? (card.Risk == "normal" && card is { CvcCheck: "pass", PostalCodeCheck: "pass" } ? null : Blocked(AccountSettings.Of(account), card, method));
    }

    /// <summary>What the charge says about authentication; null when there was none and nobody asked for it.</summary>
    public static ThreeDSecureDetails? Secured(PaymentMethod method, Attempt attempt)
    {
        var card = TestCard.Of(method.Number);
        if (attempt.Authenticated)
        {
            return ThreeDSecureDetails.Authenticated("challenge");
        }

        return card.Authentication switch
        {
            AuthenticationNeed.Frictionless => ThreeDSecureDetails.Authenticated("frictionless"),
            AuthenticationNeed.Broken => new ThreeDSecureDetails { Result = "processing_error", ResultReason = "protocol_error" },
            _ when !attempt.RequestsThreeDSecure || attempt.OffSession => null,
            _ => card.ThreeDSecure switch
            {
                ThreeDSecureSupport.Failing => new ThreeDSecureDetails { Result = "processing_error", ResultReason = "protocol_error" },
                ThreeDSecureSupport.NotSupported => new ThreeDSecureDetails { Result = "not_supported", ResultReason = "network_not_supported" },
                _ => new ThreeDSecureDetails { Result = "attempt_acknowledged", ResultReason = "card_not_enrolled", ElectronicCommerceIndicator = "06" },
            },
        };
    }

    private static Decline? Blocked(AccountSettings settings, TestCard card, PaymentMethod method) => card.Risk == "highest" && settings.BlockHighestRisk ? Decline.TooRisky
        : method.Card.Checks.CvcCheck == "fail" && settings.BlockFailedCvc ? Declines.Of("incorrect_cvc") with { BlockedBy = "rule", NetworkDeclineCode = null }
        : method.Card.Checks.AddressPostalCodeCheck == "fail" && settings.BlockFailedPostalCode ? Declines.Of("incorrect_zip") with { BlockedBy = "rule", NetworkDeclineCode = null }
        : null;
}
