using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Disputes through the API: read, answered with evidence, or given up.</summary>
internal static class DisputeRoutes
{
    public static void Map(RouteTable routes)
    {
        routes.Get("/v1/disputes", List);
        routes.Get("/v1/disputes/{id}", call => call.FromPath<Dispute>("id", "dispute"));
        routes.Post("/v1/disputes/{id}", Update);
        routes.Post("/v1/disputes/{id}/close", Close);
    }

    private static Dispute Update(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        var before = call.FromPath<Dispute>("id", "dispute");
        var sent = parameters.Hash("evidence");
        var submits = parameters.Flag("submit") ?? true;
        var after = before with { Metadata = parameters.Metadata(before.Metadata) };
        if (sent is null)
        {
            return submits && parameters.Has("submit") && !before.Evidence.IsEmpty() ? Disputes.Submit(account, Answerable(before), after)
                : Events.EventLog.Update(account, "charge.dispute.updated", before, after);
        }

        var evidence = Answerable(before).Evidence.With(sent);
        after = after with { Evidence = evidence, EvidenceDetails = before.EvidenceDetails with { HasEvidence = !evidence.IsEmpty() } };
        return submits && !evidence.IsEmpty() ? Disputes.Submit(account, before, after)
            : Events.EventLog.Update(account, "charge.dispute.updated", before, after);
    }

    private static Dispute Close(Call call)
    {
        var dispute = call.FromPath<Dispute>("id", "dispute");
        return dispute.IsOpen() ? Disputes.Close(call.Account, dispute with { Verdict = null, VerdictAt = null })
            : throw StripeError.WrongState("This dispute is already closed.", "dispute_already_closed");
    }

    private static ListOf<object> List(Call call)
    {
        var (charge, intent) = (call.Parameters.Text("charge"), call.Parameters.Text("payment_intent"));
        return Paging.Page<Dispute>(call, dispute => intent is null || dispute.PaymentIntent == intent,
            (charge ?? intent) is { } owner ? call.Account.OwnedBy<Dispute>(owner) : null);
    }

    private static Dispute Answerable(Dispute dispute) => dispute.Status is "needs_response" or "warning_needs_response" ? dispute
        : throw StripeError.WrongState($"The evidence of a dispute can only be changed while it needs a response; this one is {dispute.Status}.", param: "evidence");
}
