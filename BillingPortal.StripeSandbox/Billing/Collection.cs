using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>How the first payment of a change is tried.</summary>
internal sealed record CollectionTerms
{
    /// <summary>allow_incomplete, default_incomplete, error_if_incomplete or pending_if_incomplete.</summary>
    public string PaymentBehavior { get; init; } = "allow_incomplete";

    /// <summary>The holder is there and can authenticate.</summary>
    public bool Present { get; init; } = true;

    /// <summary>The holder has just authenticated the card.</summary>
    public bool Authenticated { get; init; }
}

/// <summary>Takes a subscription's drafts on: later by themselves, or at once because somebody waits for the outcome.</summary>
internal static class Collection
{
    /// <summary>The draft waits its hour, unless collecting is paused.</summary>
    public static Subscription Later(Account account, Billed billed)
    {
        Paused(account, billed);
        return account.Get<Subscription>(billed.Subscription.Id);
    }

    public static Subscription AtOnce(Account account, Billed billed, CollectionTerms terms)
    {
        if (billed.Draft is { } draft && !Paused(account, billed) && !WaitsToBeSent(draft)
            && InvoiceEngine.Finalize(account, draft) is { Status: "open", CollectionMethod: "charge_automatically" } open)
        {
            Collect(account, open, terms);
        }

        return account.Get<Subscription>(billed.Subscription.Id);
    }

    /// <summary>An invoice that is mailed has its hour as a draft even when it is made by a request.</summary>
    private static bool WaitsToBeSent(Invoice draft) => draft is { CollectionMethod: "send_invoice", Total: > 0 };

    private static void Collect(Account account, Invoice open, CollectionTerms terms)
    {
        if (terms.PaymentBehavior == "default_incomplete")
        {
            SubscriptionLifecycle.AwaitsPayment(account, open);
            return;
        }

        var intent = InvoicePayments.Collect(account, open, method: null, terms.Present, terms.Authenticated);
        if (terms.PaymentBehavior == "error_if_incomplete" && intent.Status != "succeeded")
        {
            throw Refusal(account, intent);
        }
    }

    /// <summary>A paused subscription's drafts go no further than its behaviour says; an unpaid one's are only kept.</summary>
    private static bool Paused(Account account, Billed billed)
    {
        if (billed.Draft is not { } draft || (billed.Subscription.PauseCollection?.Behavior ?? (billed.Subscription.Status == "unpaid" ? "keep_as_draft" : null)) is not { } behavior)
        {
            return false;
        }

        if (behavior == "keep_as_draft")
        {
            account.Save(draft with { AutoAdvance = false, AutomaticallyFinalizesAt = null });
        }
        else if (InvoiceEngine.Finalize(account, draft) is { Status: "open" } open)
        {
            _ = behavior == "void" ? InvoiceEngine.Void(account, open) : InvoiceEngine.MarkUncollectible(account, open);
        }

        return true;
    }

    private static StripeError Refusal(Account account, PaymentIntent intent)
    {
        if (intent.Status == "requires_action")
        {
            return new StripeError(402, new ErrorBody
            {
                Type = "card_error", Code = "subscription_payment_intent_requires_action", PaymentIntent = intent,
                Message = "Payment for this subscription requires additional user action before it can be completed successfully. "
                    + "Payment can be completed using the PaymentIntent associated with `subscription.latest_invoice`.",
            });
        }

        var method = account.Find<PaymentMethod>(intent.PaymentMethod);
        var error = intent.LastPaymentError ?? (method is null ? null : PaymentError.Of(Decline.AuthenticationRequired, method, null));
        return new StripeError(402, new ErrorBody
        {
            Type = "card_error", Code = error?.Code ?? "resource_missing", DeclineCode = error?.DeclineCode, PaymentMethod = error?.PaymentMethod,
            Message = error?.Message ?? "This customer has no attached payment source or default payment method.",
        });
    }
}
