using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Takes a payment intent through the bank: authenticated, charged, declined or held.</summary>
internal static class PaymentEngine
{
    /// <summary>Banks let go of held money after a week.</summary>
    private const long HoldSeconds = 7 * 86_400;

    /// <summary>Makes an intent and tells so. Its method, when given, waits for confirmation.</summary>
    public static PaymentIntent Create(Account account, long amount, string currency, string? customer, Func<PaymentIntent, PaymentIntent>? with = null)
    {
        var id = Ids.New("pi");
        var made = new PaymentIntent
        {
            Id = id, Created = account.Now, Amount = amount, Currency = currency, Customer = customer, ClientSecret = Ids.Secret(id),
            Status = "requires_payment_method",
        };
        made = with?.Invoke(made) ?? made;
        return account.Create("payment_intent.created", made with { Status = made.PaymentMethod is null ? made.Status : "requires_confirmation" });
    }

    /// <summary>Asks the bank. The intent comes back succeeded, held for capture, waiting for authentication, or without a method and with the decline.</summary>
    /// <param name="account">Whose payment it is.</param>
    /// <param name="intent">An intent that is not done.</param>
    /// <param name="method">The card to take it from.</param>
    /// <param name="present">The holder is there to authenticate.</param>
    /// <param name="authenticated">The holder has just authenticated.</param>
    /// <param name="returnUrl">Where authentication returns to.</param>
    public static PaymentIntent Confirm(
        Account account, PaymentIntent intent, PaymentMethod method, bool present, bool authenticated = false, string? returnUrl = null) =>
        Confirm(account, intent, method, new Attempt
        {
            // Nobody can be asked who is not there.
            Present = present, Authenticated = authenticated, ReturnUrl = returnUrl, RequestsThreeDSecure = present && intent.PaymentMethodOptions.Card.RequestThreeDSecure != "automatic",
        });

    public static PaymentIntent Confirm(Account account, PaymentIntent intent, PaymentMethod method, Attempt attempt)
    {
        // Coming back from the bank's page belongs to the attempt that led there, which has used up its decision.
        var returns = attempt.Authenticated && (intent.Authenticated || intent.Status == "requires_action");
        if (returns && intent is { ConfirmationMethod: "manual", Authenticated: false })
        {
            return account.Save(intent with { Status = "requires_confirmation", NextAction = null, Authenticated = true });
        }

        var decided = returns ? null : NextPayments.Take(account, intent.Customer);
        if (Bank.Asks(method, decided, attempt))
        {
            return attempt.EndsOnAction ? Refuse(account, intent, PaymentError.Of(Decline.ActionNotHandled, method)) : attempt.OffSession ? Fail(account, intent, method, Decline.AuthenticationRequired, secured: null) : Wait(account, intent, method, attempt.ReturnUrl);
        }

        var secured = Bank.Secured(method, attempt);
        return Bank.Answer(account, method, decided) is { } decline
            ? Fail(account, intent, method, decline, secured)
            : Succeed(account, intent, method, secured);
    }

    /// <summary>Whether a payment by its present holder will ask for authentication first; a hosted page shows the bank's page before it pays.</summary>
    public static bool MustAuthenticate(Account account, string? customer, PaymentMethod method) =>
        Bank.Asks(method, NextPayments.Peek(account, customer), new Attempt { Present = true });

    /// <summary>The holder refused, or could not prove who they are.</summary>
    public static PaymentIntent FailAuthentication(Account account, PaymentIntent intent) =>
        Refuse(account, intent, PaymentError.Of(Decline.AuthenticationFailed, account.Get<PaymentMethod>(intent.PaymentMethod!)));

    /// <summary>Nobody took what was held in time.</summary>
    public static void Wake(Account account, PaymentIntent intent)
    {
        account.Emit("charge.expired", account.Get<Charge>(intent.LatestCharge!));
        Cancel(account, intent, "automatic");
    }

    /// <summary>Takes what was held, or a part of it.</summary>
    public static PaymentIntent Capture(Account account, PaymentIntent intent, long amount)
    {
        Charges.Capture(account, account.Get<Charge>(intent.LatestCharge!), amount);
        var done = account.Save(intent with { Status = "succeeded", AmountReceived = amount, AmountCapturable = 0 });
        account.Emit("payment_intent.succeeded", done);
        return done;
    }

    public static PaymentIntent Cancel(Account account, PaymentIntent intent, string? reason)
    {
        if (intent.Status == "requires_capture")
        {
            Charges.Release(account, account.Get<Charge>(intent.LatestCharge!));
        }

        var canceled = account.Save(intent with { Status = "canceled", CanceledAt = account.Now, CancellationReason = reason, NextAction = null, AmountCapturable = 0 });
        account.Emit("payment_intent.canceled", canceled);
        return canceled;
    }

    /// <summary>Ends an attempt that never came to a bank.</summary>
    private static PaymentIntent Refuse(Account account, PaymentIntent intent, PaymentError error)
    {
        var failed = account.Save(intent with { Status = "requires_payment_method", PaymentMethod = null, NextAction = null, LastPaymentError = error });
        account.Emit("payment_intent.payment_failed", failed);
        return failed;
    }

    private static PaymentIntent Wait(Account account, PaymentIntent intent, PaymentMethod method, string? returnUrl)
    {
        var waiting = account.Save(intent with
        {
            Status = "requires_action", PaymentMethod = method.Id, LastPaymentError = null, NextAction = NextAction.Authenticate(account, intent.Id, returnUrl),
        });
        account.Emit("payment_intent.requires_action", waiting);
        return waiting;
    }

    private static PaymentIntent Succeed(Account account, PaymentIntent intent, PaymentMethod method, ThreeDSecureDetails? secured)
    {
        var held = (intent.PaymentMethodOptions.Card.CaptureMethod ?? intent.CaptureMethod) == "manual";
        var usage = intent.PaymentMethodOptions.Card.SetupFutureUsage is { } own ? own == "none" ? null : own : intent.SetupFutureUsage;
        var charge = Charges.Succeed(account, Charges.Of(account, intent, method), held, secured);
        if (usage is not null && intent.Customer is { } owner && method.Customer is null)
        {
            method = PaymentMethods.Attach(account, method, account.Get<Customer>(owner));
        }

        account.Save(method with { SetUp = method.SetUp || usage is not null, Spent = method.Customer is null });
        var done = account.Save(intent with
        {
            Status = held ? "requires_capture" : "succeeded", PaymentMethod = method.Id, LatestCharge = charge.Id, LastPaymentError = null, NextAction = null,
            AmountReceived = held ? 0 : intent.Amount, AmountCapturable = held ? intent.Amount : 0, Authenticated = false,
            HeldUntil = held ? account.SandboxNow + HoldSeconds : null,
        });
        account.Emit(held ? "payment_intent.amount_capturable_updated" : "payment_intent.succeeded", done);
        return done;
    }

    private static PaymentIntent Fail(Account account, PaymentIntent intent, PaymentMethod method, Decline decline, ThreeDSecureDetails? secured)
    {
        var charge = Charges.Fail(account, Charges.Of(account, intent, method), decline, secured);
        var failed = account.Save(intent with
        {
            Status = "requires_payment_method", PaymentMethod = null, LatestCharge = charge.Id, NextAction = null,
            LastPaymentError = PaymentError.Of(decline, method, charge.Id),
        });
        account.Emit("payment_intent.payment_failed", failed);
        return failed;
    }
}
