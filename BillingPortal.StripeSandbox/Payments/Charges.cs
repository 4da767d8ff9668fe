using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Puts an attempt on record: taken, held or declined, with what it does to the balance and what the bank will do later.</summary>
internal static class Charges
{
    /// <summary>The attempt before anybody has answered.</summary>
    public static Charge Of(Account account, PaymentIntent intent, PaymentMethod method) => Blank(account, method, intent.Amount, intent.Currency) with
    {
        Customer = intent.Customer,
        Description = intent.Description,
        Metadata = intent.Metadata,
        PaymentIntent = intent.Id,
        ReceiptEmail = intent.ReceiptEmail,
        Shipping = intent.Shipping,
        StatementDescriptor = intent.StatementDescriptor,
        StatementDescriptorSuffix = intent.StatementDescriptorSuffix,
        TransferGroup = intent.TransferGroup,
    };

    public static Charge Blank(Account account, PaymentMethod method, long amount, string currency) => new()
    {
        Id = Ids.New("ch"),
        Created = account.Now,
        Amount = amount,
        BillingDetails = method.BillingDetails,
        Currency = currency,
        Number = method.Number,
        Outcome = ChargeOutcome.Of(null, "normal"),
        PaymentMethod = method.Id,
        PaymentMethodDetails = new ChargePaymentMethodDetails { Card = ChargeCard.Of(method.Card, null, null) },
        Status = "pending",
    };

    /// <summary>The bank said yes: the amount is taken, or held until it is captured.</summary>
    public static Charge Succeed(Account account, Charge blank, bool held, ThreeDSecureDetails? secured)
    {
        var charge = Answered(blank, null, secured) with { Paid = true, Status = "succeeded" };
        charge = account.Save(held ? charge : Taken(account, charge, charge.Amount));
        account.Emit("charge.succeeded", charge);
        return charge;
    }

    public static Charge Fail(Account account, Charge blank, Decline decline, ThreeDSecureDetails? secured)
    {
        var charge = account.Save(Answered(blank, decline, secured) with { FailureCode = decline.Code, FailureMessage = decline.Message, Status = "failed" });
        account.Emit("charge.failed", charge);
        return charge;
    }

    /// <summary>Takes what was held, or a part of it; the rest is released.</summary>
    public static Charge Capture(Account account, Charge held, long amount)
    {
        var charge = account.Save(Taken(account, held, amount));
        account.Emit("charge.captured", charge);
        return charge;
    }

    /// <summary>Lets go of what was held. Stripe shows that as a refund of what was never taken.</summary>
    public static void Release(Account account, Charge held) =>
        account.Update("charge.refunded", held, held with { AmountRefunded = held.Amount, Refunded = true });

    private static Charge Taken(Account account, Charge charge, long amount)
    {
        var card = TestCard.Of(charge.Number ?? "");
        return charge with
        {
            AftermathAt = card.Aftermath == Aftermath.None ? null : account.SandboxNow,
            AmountCaptured = amount,
            BalanceTransaction = Balance.Charged(account, charge, amount, card.BypassesPending).Id,
            Captured = true,
        };
    }

    private static Charge Answered(Charge blank, Decline? decline, ThreeDSecureDetails? secured) => blank with
    {
        Outcome = ChargeOutcome.Of(decline, TestCard.Of(blank.Number ?? "").Risk),
        PaymentMethodDetails = new ChargePaymentMethodDetails
        {
            Card = blank.PaymentMethodDetails.Card with { AmountAuthorized = decline is null ? blank.Amount : null, ThreeDSecure = secured },
        },
    };
}
