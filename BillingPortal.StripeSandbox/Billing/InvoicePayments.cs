using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;

namespace BillingPortal.StripeSandbox.Billing;

/// <summary>Collects open invoices through payment intents and carries each outcome back to invoice and subscription.</summary>
internal static class InvoicePayments
{
    /// <summary>The intent that pays an invoice, made when it opens.</summary>
    public static PaymentIntent Request(Account account, Invoice invoice)
    {
        var subscription = account.Find<Subscription>(invoice.Subscription);
        var intent = PaymentEngine.Create(account, invoice.AmountDue, invoice.Currency, invoice.Customer, blank => blank with
        {
            Description = subscription is null ? "Payment for Invoice" : invoice.BillingReason == "subscription_create" ? "Subscription creation" : "Subscription update",
            SetupFutureUsage = subscription is null ? null : "off_session",
            AutomaticPaymentMethods = null,
            PaymentMethodOptions = Options(blank, invoice),
        });
        account.Save(new InvoicePayment
        {
            Id = Ids.New("inpay"), Created = account.Now, AmountRequested = invoice.AmountDue, Currency = invoice.Currency, Invoice = invoice.Id,
            IsDefault = true, Payment = new InvoicePaymentSource { PaymentIntent = intent.Id }, Status = "open",
        });
        return intent;
    }

    public static PaymentIntent? IntentOf(Account account, Invoice invoice) =>
        account.OwnedBy<InvoicePayment>(invoice.Id).FindLast(payment => payment.IsDefault) is { Payment.PaymentIntent: { } id } ? account.Find<PaymentIntent>(id) : null;

    /// <summary>The card that an invoice is charged to when nobody names one: its own, the subscription's, the customer's.</summary>
    public static PaymentMethod? MethodOf(Account account, Invoice invoice)
    {
        var id = invoice.DefaultPaymentMethod ?? account.Find<Subscription>(invoice.Subscription)?.DefaultPaymentMethod
            ?? account.Find<Customer>(invoice.Customer)?.ChargedMethod;
        return account.Find<PaymentMethod>(id);
    }

    /// <summary>One attempt to pay. Without any method the attempt fails as a declined one does.</summary>
    /// <returns>The intent after the attempt; the invoice and the subscription have followed it.</returns>
    public static PaymentIntent Collect(Account account, Invoice invoice, PaymentMethod? method, bool present, bool authenticated = false, bool scheduled = false)
    {
        var intent = IntentOf(account, invoice) ?? Request(account, invoice);
        method ??= MethodOf(account, invoice);
        if (method is null)
        {
            Dunning.Failed(account, account.Get<Invoice>(invoice.Id), scheduled);
            return intent;
        }

        intent = account.Save(intent with { PaymentMethodOptions = Options(intent, account.Get<Invoice>(invoice.Id)) });
        intent = PaymentEngine.Confirm(account, intent, method, present, authenticated);
        Settle(account, intent, scheduled);
        return intent;
    }

    /// <summary>What the invoice asks of the card; a payment that is asked for more by itself keeps that.</summary>
    private static IntentCardOptions Options(PaymentIntent intent, Invoice invoice) => invoice.PaymentSettings.PaymentMethodOptions?.Card?.RequestThreeDSecure is { } asked
        ? intent.PaymentMethodOptions with { Card = intent.PaymentMethodOptions.Card with { RequestThreeDSecure = asked } } : intent.PaymentMethodOptions;

    /// <summary>Carries a confirmed intent's outcome to its invoice, if it pays one. Only the invoice's own payment, not one attached to it, is an attempt.</summary>
    public static void Settle(Account account, PaymentIntent intent, bool scheduled = false)
    {
        if (account.OwnedBy<InvoicePayment>(intent.Id).SingleOrDefault() is not { Status: "open" } payment
            || account.Get<Invoice>(payment.Invoice) is not { Status: "open" or "uncollectible" } invoice)
        {
            return;
        }

        switch (intent.Status)
        {
            case "succeeded":
                KeepMethod(account, invoice, intent);
                Credit(account, invoice, payment, intent);
                break;
            case "requires_action" or "requires_payment_method" when payment.IsDefault:
                Dunning.Failed(account, invoice, scheduled, needsAction: intent.Status == "requires_action");
                break;
        }
    }

    /// <summary>Another payment towards an open invoice. One that has succeeded already counts at once.</summary>
    public static Invoice Attach(Account account, Invoice invoice, PaymentIntent intent)
    {
        var payment = account.Save(new InvoicePayment
        {
            Id = Ids.New("inpay"), Created = account.Now, AmountRequested = intent.Amount, Currency = invoice.Currency, Invoice = invoice.Id,
            Payment = new InvoicePaymentSource { PaymentIntent = intent.Id }, Status = "open",
        });
        if (intent.Status == "succeeded")
        {
            Credit(account, invoice, payment, intent);
        }

        return account.Get<Invoice>(invoice.Id);
    }

    /// <summary>A voided or settled invoice leaves nothing to pay. What was attached to it belongs to the merchant, who may still use it.</summary>
    public static void Cancel(Account account, Invoice invoice, string? exceptFor = null)
    {
        foreach (var payment in account.OwnedBy<InvoicePayment>(invoice.Id).Where(payment => payment.Status == "open" && payment.Id != exceptFor))
        {
            account.Save(payment with { Status = "canceled", StatusTransitions = payment.StatusTransitions with { CanceledAt = account.Now } });
            if (payment.IsDefault && account.Find<PaymentIntent>(payment.Payment.PaymentIntent) is { Status: not ("succeeded" or "canceled") } intent)
            {
                PaymentEngine.Cancel(account, intent, "void_invoice");
            }
        }
    }

    /// <summary>What arrived lowers what remains. The last part settles the invoice, and what is too much becomes the customer's credit.</summary>
    private static void Credit(Account account, Invoice invoice, InvoicePayment payment, PaymentIntent intent)
    {
        var needed = Math.Min(intent.AmountReceived, invoice.AmountRemaining);
        var excess = intent.AmountReceived - needed;
        account.Emit("invoice_payment.paid", account.Save(payment with
        {
            Status = "paid", AmountPaid = intent.AmountReceived, StatusTransitions = payment.StatusTransitions with { PaidAt = account.Now },
        }));
        if (needed < invoice.AmountRemaining)
        {
            var part = account.Update("invoice.updated", invoice, invoice with
            {
                AmountPaid = invoice.AmountPaid + needed, AmountRemaining = invoice.AmountRemaining - needed,
            });
            RequestTheRest(account, part);
            return;
        }

        Cancel(account, invoice, exceptFor: payment.Id);
        InvoiceEngine.MarkPaid(account, invoice with { AttemptCount = Math.Max(invoice.AttemptCount, 1), AmountOverpaid = invoice.AmountOverpaid + excess }, needed);
        if (excess > 0)
        {
            CustomerBalance.Move(account, account.Get<Customer>(invoice.Customer), -excess, "invoice_overpaid", invoice.Currency, invoice.Id);
        }
    }

    /// <summary>The invoice's own payment asks for what is left, so that it never takes what another one has paid.</summary>
    public static void RequestTheRest(Account account, Invoice invoice)
    {
        if (account.OwnedBy<InvoicePayment>(invoice.Id).FindLast(payment => payment is { IsDefault: true, Status: "open" }) is { } own)
        {
            account.Save(own with { AmountRequested = invoice.AmountRemaining });
            account.Save(account.Get<PaymentIntent>(own.Payment.PaymentIntent!) with { Amount = invoice.AmountRemaining });
        }
    }

    /// <summary>A first payment by its holder may become the subscription's default, when the subscription asks for it.</summary>
    private static void KeepMethod(Account account, Invoice invoice, PaymentIntent intent)
    {
        if (account.Find<Subscription>(invoice.Subscription) is { DefaultPaymentMethod: null, PaymentSettings.SaveDefaultPaymentMethod: "on_subscription" } subscription)
        {
            SubscriptionLifecycle.Change(account, subscription, subscription with { DefaultPaymentMethod = intent.PaymentMethod });
        }
    }
}
