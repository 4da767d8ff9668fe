using System.Globalization;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Gives charges back, whole or in part, at once or as slowly as the test card wants. The invoice that was paid stays paid, as Stripe's does.</summary>
internal static class Refunds
{
    /// <summary>How long the slow cards' bank takes.</summary>
    public const long SettleSeconds = 5;

    /// <param name="account">Whose charge it is.</param>
    /// <param name="charge">A captured charge.</param>
    /// <param name="asked">Minor units; null for all that is left.</param>
    /// <param name="with">Adds what the request says about the refund.</param>
    public static Refund Create(Account account, Charge charge, long? asked, Func<Refund, Refund> with)
    {
        var amount = Refundable(account, charge, asked);
        var fate = TestCard.Of(charge.Number ?? "").Refunds;
        var made = with(new Refund
        {
            Id = Ids.New("re"),
            Created = account.Now,
            Amount = amount,
            Charge = charge.Id,
            Currency = charge.Currency,
            Customer = charge.Customer,
            PaymentIntent = charge.PaymentIntent,
            PaymentMethod = charge.PaymentMethod,
            PendingReason = fate == RefundFate.PendingThenSucceeds ? "processing" : null,
            SettlesAt = fate == RefundFate.Succeeds ? null : account.SandboxNow + SettleSeconds,
            Status = fate == RefundFate.PendingThenSucceeds ? "pending" : "succeeded",
        });
        made = account.Create("refund.created", made with { BalanceTransaction = Balance.Refunded(account, made).Id });
        var refunded = charge.AmountRefunded + amount;
        charge = account.Update("charge.refunded", charge, charge with { AmountRefunded = refunded, Refunded = refunded == charge.AmountCaptured });
        if (charge.Refunded)
        {
            Disputes.ChargeRefunded(account, charge);
        }

        return made;
    }

    /// <summary>The bank's last word: what was pending has arrived, and what seemed to have arrived comes back.</summary>
    public static void Wake(Account account, Refund refund)
    {
        if (refund.Status == "pending")
        {
            Tell(account, refund, refund with { PendingReason = null, SettlesAt = null, Status = "succeeded" });
        }
        else
        {
            Fail(account, refund, "expired_or_canceled_card");
        }
    }

    /// <summary>Refunds that are still under way when the bank takes the charge back come to nothing.</summary>
    public static void FailPending(Account account, string charge, string reason)
    {
        foreach (var refund in account.OwnedBy<Refund>(charge).Where(refund => refund.Status == "pending"))
        {
            Fail(account, refund, reason);
        }
    }

    /// <summary>Both of Stripe's names for the same change.</summary>
    public static Refund Tell(Account account, Refund before, Refund after)
    {
        account.Update("charge.refund.updated", before, after);
        return account.Update("refund.updated", before, after);
    }

    /// <summary>The amount is the merchant's again, and may be refunded once more.</summary>
    private static void Fail(Account account, Refund refund, string reason)
    {
        var charge = account.Get<Charge>(refund.Charge!);
        account.Save(charge with { AmountRefunded = charge.AmountRefunded - refund.Amount, Refunded = false });
        var failed = Tell(account, refund, refund with
        {
            FailureBalanceTransaction = Balance.RefundFailed(account, refund).Id, FailureReason = reason, PendingReason = null, SettlesAt = null, Status = "failed",
        });
        account.Emit("refund.failed", failed);
    }

    private static long Refundable(Account account, Charge charge, long? asked)
    {
        if (account.OwnedBy<Dispute>(charge.Id).Exists(dispute => !dispute.IsInquiry() && dispute.Status != "won"))
        {
            throw StripeError.WrongState($"Charge {charge.Id} has been charged back; cannot issue a refund.", "charge_disputed");
        }

        if (!charge.Captured || charge.Status != "succeeded")
        {
            throw StripeError.WrongState($"Charge {charge.Id} has not been captured, so there is nothing to refund.");
        }

        var left = charge.AmountCaptured - charge.AmountRefunded;
        if (left == 0)
        {
            throw StripeError.WrongState($"Charge {charge.Id} has already been refunded.", "charge_already_refunded");
        }

        var amount = asked ?? left;
        return amount >= 1 && amount <= left ? amount : throw StripeError.WrongState(
            string.Create(CultureInfo.InvariantCulture, $"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"), param: "amount");
    }
}
