using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Takes a setup intent through authentication and ties the card to its customer.</summary>
internal static class SetupEngine
{
    public static SetupIntent Create(Account account, string? customer, Func<SetupIntent, SetupIntent>? with = null)
    {
        var id = Ids.New("seti");
        var made = new SetupIntent { Id = id, Created = account.Now, Customer = customer, ClientSecret = Ids.Secret(id), Status = "requires_payment_method" };
        made = with?.Invoke(made) ?? made;
        return account.Create("setup_intent.created", made with { Status = made.PaymentMethod is null ? made.Status : "requires_confirmation" });
    }

    /// <returns>Succeeded, waiting for authentication, or without a method and with the decline.</returns>
    public static SetupIntent Confirm(Account account, SetupIntent intent, PaymentMethod method, bool authenticated = false, string? returnUrl = null)
    {
        var card = TestCard.Of(method.Number);
        if (card is { Attaches: false, OnCharge: { } decline })
        {
            return Fail(account, intent, PaymentError.Of(decline, method));
        }

        var asked = intent.PaymentMethodOptions.Card.RequestThreeDSecure != "automatic" && card.ThreeDSecure == ThreeDSecureSupport.Optional && !method.SetUp;
        if (!authenticated && (asked || MustAuthenticate(method)))
        {
            var waiting = account.Save(intent with
            {
                Status = "requires_action", PaymentMethod = method.Id, NextAction = NextAction.Authenticate(account, intent.Id, returnUrl), LastSetupError = null,
            });
            account.Emit("setup_intent.requires_action", waiting);
            return waiting;
        }

        method = account.Save(method with { SetUp = true });
        if (intent.Customer is { } owner)
        {
            PaymentMethods.Attach(account, method, account.Get<Customer>(owner));
        }

        var done = account.Save(intent with { Status = "succeeded", PaymentMethod = method.Id, NextAction = null, LastSetupError = null });
        account.Emit("setup_intent.succeeded", done);
        PendingSetups.Settle(account, done);
        return done;
    }

    /// <summary>A card is authenticated once, when it is set up.</summary>
    public static bool MustAuthenticate(PaymentMethod method) => !method.SetUp && TestCard.Of(method.Number).Authentication
        is AuthenticationNeed.Always or AuthenticationNeed.UntilSetUp or AuthenticationNeed.WhenPresent;

    public static SetupIntent FailAuthentication(Account account, SetupIntent intent) =>
        Fail(account, intent, PaymentError.Of(Decline.SetupAuthenticationFailed, account.Get<PaymentMethod>(intent.PaymentMethod!)));

    private static SetupIntent Fail(Account account, SetupIntent intent, PaymentError error)
    {
        var failed = account.Save(intent with { Status = "requires_payment_method", PaymentMethod = null, NextAction = null, LastSetupError = error });
        account.Emit("setup_intent.setup_failed", failed);
        return failed;
    }
}
