using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Components.Pages.Checkout;

/// <summary>What is known so far about a checkout that the customer came back from. A failed read is "not known", never "Free".</summary>
/// <param name="Unreadable">The last question to Stripe failed.</param>
/// <param name="NotFound">It is no checkout of this organization.</param>
public sealed record ReturnProgress(int Attempts, CheckoutReturn? Result, bool Unreadable, bool NotFound)
{
    /// <summary>Two minutes at one question every two seconds.</summary>
    public const int MostAttempts = 60;

    public static ReturnProgress Start { get; } = new(0, null, false, false);

    public bool IsSettled => NotFound || Result is { State: not CheckoutReturnState.Processing };

    public bool GaveUp => !IsSettled && Attempts >= MostAttempts;

    /// <summary>One question to Stripe. Whatever goes wrong with it is an answer too: "could not be read".</summary>
    public async Task<ReturnProgress> AskAsync(CheckoutService checkout, OrganizationId organization, CheckoutSessionId session, ILogger logger, CancellationToken cancellation)
    {
        try
        {
            return With(await checkout.ReturnAsync(organization, session, cancellation));
        }
        catch (Exception failure)
        {
            logger.LogWarning(failure, "Checkout session {Session} could not be read", session.Value);
            return WithFailure();
        }
    }

    public ReturnProgress With(Outcome<CheckoutReturn> answer)
    {
        var missing = answer is { Succeeded: false, Error.Code: BillingErrorCode.NotFound };
        return new ReturnProgress(Attempts + 1, answer.Value, Unreadable: !answer.Succeeded && !missing, missing);
    }

    public ReturnProgress WithFailure() => new(Attempts + 1, null, Unreadable: true, NotFound: false);
}
