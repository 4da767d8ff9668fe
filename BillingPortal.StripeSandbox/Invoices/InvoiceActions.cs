using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>What can be done to an invoice: finalize, pay, send, void, give up; and reading its payments.</summary>
internal static class InvoiceActions
{
    public static void Map(RouteTable routes)
    {
        routes.Post("/v1/invoices/{id}/finalize", Finalize);
        routes.Post("/v1/invoices/{id}/pay", Pay);
        routes.Post("/v1/invoices/{id}/send", Send);
        routes.Post("/v1/invoices/{id}/void", call => InvoiceEngine.Void(call.Account, call.FromPath<Invoice>("id", "invoice")));
        routes.Post("/v1/invoices/{id}/mark_uncollectible", GiveUp);
        routes.Post("/v1/invoices/{id}/attach_payment", AttachPayment);
        routes.Get("/v1/invoice_payments", ListPayments);
        routes.Get("/v1/invoice_payments/{id}", call => call.FromPath<InvoicePayment>("id", "invoice_payment"));
    }

    private static Invoice Finalize(Call call)
    {
        var draft = call.FromPath<Invoice>("id", "invoice");
        var open = InvoiceEngine.Finalize(call.Account, draft with { AutoAdvance = call.Parameters.Flag("auto_advance") ?? draft.AutoAdvance });
        return open is { Status: "open", AutoAdvance: true, CollectionMethod: "charge_automatically" }
            ? call.Account.Save(open with { NextPaymentAttempt = call.Now + InvoiceEngine.DraftSeconds })
            : open;
    }

    /// <summary>Pays a draft too, by finalizing it first. A decline answers 402 and stays on record.</summary>
    private static Invoice Pay(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        // Forgiving is about sources that hold too little, and a card is charged in full or not at all; mandates and sources are of methods that the sandbox does not have.
        parameters.Accept("forgive");
        RefuseUnknown(parameters, "mandate");
        RefuseUnknown(parameters, "source");
        var method = PaymentMethods.ResolveOptional(call, parameters, "payment_method");
        var present = parameters.Flag("off_session") == false;
        var outOfBand = parameters.Flag("paid_out_of_band") ?? false;
        var invoice = call.FromPath<Invoice>("id", "invoice");
        if (method is not null)
        {
            PaymentMethods.RefuseUnlessOf(method, invoice.Customer, "payment_method");
        }

        invoice = invoice.Status == "draft" ? InvoiceEngine.Finalize(account, invoice) : invoice;
        switch (invoice.Status)
        {
            case "paid" when account.Find<Invoice>(invoice.Id)!.AmountDue == 0:
                return invoice;
            case "paid":
                throw StripeError.WrongState("Invoice is already paid", "invoice_already_paid");
            case "void":
                throw StripeError.WrongState("This invoice is void and can no longer be paid.", "invoice_not_editable");
        }

        if (outOfBand)
        {
            InvoicePayments.Cancel(account, invoice);
            return InvoiceEngine.MarkPaid(account, invoice, invoice.AmountRemaining);
        }

        if ((method ?? InvoicePayments.MethodOf(account, invoice)) is null)
        {
            throw StripeError.WrongState("There is no default_payment_method set on this Customer or Invoice. Please set a default_payment_method or pay with an explicit one.", "missing");
        }

        var intent = InvoicePayments.Collect(account, invoice, method, present);
        return intent.Status switch
        {
            "succeeded" => account.Get<Invoice>(invoice.Id),
            "requires_action" => throw new StripeError(402, new ErrorBody
            {
                Type = "card_error", Code = "invoice_payment_intent_requires_action", PaymentIntent = intent,
                Message = "Payment for this invoice requires additional user action before it can be completed successfully. "
                    + "Payment can be completed using the PaymentIntent associated with the invoice.",
            }) { KeepsWork = true },
            _ => throw CardErrors.Of(intent.LastPaymentError!, intent),
        };
    }

    private static void RefuseUnknown(Parameters parameters, string name)
    {
        if (parameters.Text(name) is { } id)
        {
            throw StripeError.Missing(name, id, name, status: 400);
        }
    }

    /// <summary>Whoever gives up the latest invoice of a subscription puts the subscription in order.</summary>
    private static Invoice GiveUp(Call call)
    {
        var given = InvoiceEngine.MarkUncollectible(call.Account, call.FromPath<Invoice>("id", "invoice"));
        SubscriptionLifecycle.InvoiceSettled(call.Account, given);
        return given;
    }

    /// <summary>Lets another payment count towards an open invoice, whole or in part.</summary>
    private static Invoice AttachPayment(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        var invoice = call.FromPath<Invoice>("id", "invoice");
        RefuseUnknown(parameters, "payment_record");
        var intent = call.FromParameter<PaymentIntent>("payment_intent", "payment_intent") ?? throw StripeError.MissingParameter("payment_intent");
        account.EnterClockOf(invoice);
        var problem = invoice.Status != "open" ? $"Payments can only be attached to an open invoice. This invoice is {invoice.Status}."
            : intent.Customer != invoice.Customer ? "The PaymentIntent and the invoice must belong to the same customer."
            : intent.Currency != invoice.Currency ? $"The PaymentIntent is in {intent.Currency} and the invoice in {invoice.Currency}."
            : intent.Status == "canceled" ? "A canceled PaymentIntent cannot pay an invoice."
            : account.OwnedBy<InvoicePayment>(intent.Id).Count > 0 ? "This PaymentIntent is attached to an invoice already."
            : null;
        return problem is null ? InvoicePayments.Attach(account, invoice, intent) : throw StripeError.WrongState(problem, param: "payment_intent");
    }

    private static Invoice Send(Call call)
    {
        var invoice = call.FromPath<Invoice>("id", "invoice");
        if (invoice.CollectionMethod != "send_invoice")
        {
            throw StripeError.WrongState("You can only manually send an invoice if its collection method is 'send_invoice'.", "invoice_not_editable");
        }

        var open = invoice.Status == "draft" ? InvoiceEngine.Finalize(call.Account, invoice) : invoice;
        call.Account.Emit("invoice.sent", open);
        return open;
    }

    private static ListOf<object> ListPayments(Call call)
    {
        var invoice = call.Parameters.Text("invoice");
        var status = call.Parameters.Choice("status", "canceled", "open", "paid");
        var payment = call.Parameters.Hash("payment");
        var type = payment?.Text("type");
        var record = payment?.Text("payment_record");
        var intent = payment?.Text("payment_intent");
        return Paging.Page<InvoicePayment>(call, row => record is null && (status is null || row.Status == status) && (type is null || row.Payment.Type == type)
                && (intent is null || row.Payment.PaymentIntent == intent),
            (invoice ?? intent) is { } owner ? call.Account.OwnedBy<InvoicePayment>(owner) : null);
    }
}
