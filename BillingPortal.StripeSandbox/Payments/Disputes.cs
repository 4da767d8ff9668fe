using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>A dispute's life: opened by the bank a moment after the charge, answered or not, decided a moment after the answer.</summary>
internal static class Disputes
{
    /// <summary>The bank takes its time over an answer. Over a charge it is heard as soon as the request that made it is done.</summary>
    public const long MomentSeconds = 1;

    private const int DaysToAnswer = 9;

    /// <summary>The bank has looked at a charge whose card is disputed.</summary>
    public static void Wake(Account account, Charge charge)
    {
        charge = account.Save(charge with { AftermathAt = null });
        var aftermath = TestCard.Of(charge.Number ?? "").Aftermath;
        if (charge.Refunded || (aftermath == Aftermath.DisputedAsFraudulent && charge.PaymentMethodDetails.Card.ThreeDSecure is { Result: "authenticated" }))
        {
            // What is refunded cannot be taken back, and for fraud after 3-D Secure the bank is liable itself.
            return;
        }

        var amount = charge.AmountCaptured - charge.AmountRefunded;
        switch (aftermath)
        {
            case Aftermath.EarlyFraudWarning:
                account.Create("radar.early_fraud_warning.created", new EarlyFraudWarning
                {
                    Id = Ids.New("issfr"), Created = account.Now, Charge = charge.Id, PaymentIntent = charge.PaymentIntent,
                });
                break;
            case Aftermath.DisputedTwice:
                Open(account, charge, amount - (amount / 2), "fraudulent", "chargeback");
                Open(account, charge, amount / 2, "product_not_received", "chargeback");
                break;
            case Aftermath.InquiredAsFraudulent:
                Open(account, charge, amount, "fraudulent", "inquiry");
                break;
            case Aftermath.DisputedAsNoncompliant:
                Open(account, charge, amount, "noncompliant", "compliance");
                break;
            case Aftermath.DisputedAsFraudulent:
                Open(account, charge, amount, "fraudulent", "chargeback");
                break;
            case Aftermath.DisputedAsNotReceived:
                Open(account, charge, amount, "product_not_received", "chargeback");
                break;
        }
    }

    /// <summary>The bank's word has come, or the time to answer is over.</summary>
    public static void Wake(Account account, Dispute dispute)
    {
        var verdict = dispute.Verdict;
        var answered = dispute with
        {
            Verdict = null, VerdictAt = null,
            EvidenceDetails = dispute.EvidenceDetails with { PastDue = dispute.EvidenceDetails.PastDue || dispute.VerdictAt is null },
        };
        if (verdict == "escalate")
        {
            Escalate(account, answered);
        }
        else if (verdict == "won" && !dispute.IsInquiry())
        {
            Win(account, answered);
        }
        else
        {
            Close(account, answered);
        }
    }

    /// <summary>Sends the evidence to the bank. Two texts of Stripe's test mode decide the case; after any other the bank thinks on.</summary>
    public static Dispute Submit(Account account, Dispute before, Dispute after)
    {
        var verdict = after.Evidence.UncategorizedText?.Trim() switch
        {
            "winning_evidence" => "won",
            "losing_evidence" => "lost",
            "escalate_inquiry_evidence" when before.IsInquiry() => "escalate",
            _ => null,
        };
        return account.Update("charge.dispute.updated", before, after with
        {
            Status = before.IsInquiry() ? "warning_under_review" : "under_review",
            Verdict = verdict,
            VerdictAt = verdict is null ? null : account.Now + MomentSeconds,
            EvidenceDetails = after.EvidenceDetails with { SubmissionCount = after.EvidenceDetails.SubmissionCount + 1 },
        });
    }

    /// <summary>Ends it without the money: lost, or for an inquiry just closed.</summary>
    public static Dispute Close(Account account, Dispute dispute)
    {
        var closed = account.Save(dispute with { Status = dispute.IsInquiry() ? "warning_closed" : "lost" });
        account.Emit("charge.dispute.closed", closed);
        return closed;
    }

    /// <summary>A charge that is refunded in full leaves nothing to inquire about.</summary>
    public static void ChargeRefunded(Account account, Charge charge)
    {
        foreach (var inquiry in account.OwnedBy<Dispute>(charge.Id).Where(dispute => dispute.IsInquiry() && dispute.IsOpen()))
        {
            Close(account, inquiry with { Verdict = null, VerdictAt = null });
        }

        foreach (var warning in account.OwnedBy<EarlyFraudWarning>(charge.Id).Where(warning => warning.Actionable))
        {
            account.Update("radar.early_fraud_warning.updated", warning, warning with { Actionable = false });
        }
    }

    private static void Open(Account account, Charge charge, long amount, string reason, string caseType)
    {
        if (amount == 0)
        {
            return;
        }

        var card = charge.PaymentMethodDetails.Card;
        var inquiry = caseType == "inquiry";
        account.Save(charge with { Disputed = true });
        var dispute = account.Save(new Dispute
        {
            Id = Ids.New("du"), Created = account.Now, Amount = amount, Charge = charge.Id, Currency = charge.Currency,
            EvidenceDetails = new DisputeEvidenceDetails { DueBy = DueBy(account.Now) }, IsChargeRefundable = inquiry, PaymentIntent = charge.PaymentIntent,
            PaymentMethodDetails = new DisputePaymentMethodDetails { Card = new DisputeCard(card.Brand, caseType, card.Network, NetworkCode(card.Network, reason, caseType)) },
            Reason = reason, Status = inquiry ? "warning_needs_response" : "needs_response",
        });
        if (inquiry)
        {
            account.Emit("charge.dispute.created", dispute);
        }
        else
        {
            var withdrawn = account.Save(dispute with { BalanceTransactions = [Balance.Withdrawn(account, dispute)] });
            account.Emit("charge.dispute.created", withdrawn);
            account.Emit("charge.dispute.funds_withdrawn", withdrawn);
        }
    }

    private static void Escalate(Account account, Dispute inquiry)
    {
        var card = inquiry.PaymentMethodDetails.Card;
        Refunds.FailPending(account, inquiry.Charge, "charge_for_pending_refund_disputed");
        var chargeback = inquiry with
        {
            BalanceTransactions = [Balance.Withdrawn(account, inquiry)],
            EvidenceDetails = new DisputeEvidenceDetails { DueBy = DueBy(account.Now), HasEvidence = inquiry.EvidenceDetails.HasEvidence },
            IsChargeRefundable = false,
            PaymentMethodDetails = new DisputePaymentMethodDetails
            {
                Card = card with { CaseType = "chargeback", NetworkReasonCode = NetworkCode(card.Network, inquiry.Reason, "chargeback") },
            },
            Status = "needs_response",
        };
        account.Update("charge.dispute.updated", inquiry, chargeback);
        account.Emit("charge.dispute.funds_withdrawn", chargeback);
    }

    private static void Win(Account account, Dispute dispute)
    {
        var won = account.Save(dispute with { Status = "won", BalanceTransactions = [.. dispute.BalanceTransactions, Balance.Reinstated(account, dispute)] });
        account.Emit("charge.dispute.closed", won);
        account.Emit("charge.dispute.funds_reinstated", won);
    }

    /// <summary>The last second of the day, as Stripe gives it.</summary>
    private static long DueBy(long now) => (((now / 86_400) + DaysToAnswer + 1) * 86_400) - 1;

    /// <summary>Visa and Mastercard number their reasons; a Visa inquiry names only the family.</summary>
    private static string? NetworkCode(string network, string reason, string caseType) => (network, reason) switch
    {
        ("visa", "fraudulent") => caseType == "inquiry" ? "10" : "10.4",
        ("visa", "product_not_received") => caseType == "inquiry" ? "30" : "13.1",
        ("mastercard", "fraudulent") => "4837",
        ("mastercard", "product_not_received") => "4855",
        _ => null,
    };
}
