using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions;

namespace BillingPortal.Components.Pages.Checkout;

/// <summary>What is known so far about a checkout that the customer came back from. A failed read is "not known", never "Free".</summary>
/// <param name="Unreadable">The last question to Stripe failed.</param>
public sealed record ReturnProgress(int Attempts, CheckoutReturn? Result, bool Unreadable, bool NotFound)
{
    /// <summary>Two minutes at one question every two seconds.</summary>
    public const int MostAttempts = 60;

    public static ReturnProgress Start { get; } = new(0, null, false, false);

    public bool IsSettled => NotFound || Result is { State: not CheckoutReturnState.Processing };

    public bool GaveUp => !IsSettled && Attempts >= MostAttempts;

    public ReturnProgress With(Outcome<CheckoutReturn> answer) =>
        new(Attempts + 1, answer.Value, Unreadable: answer is { Succeeded: false, Error.Code: not BillingErrorCode.NotFound }, NotFound: answer is { Succeeded: false, Error.Code: BillingErrorCode.NotFound });

    public ReturnProgress WithFailure() => new(Attempts + 1, null, Unreadable: true, NotFound: false);
}
