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
    /// <summary>Days to the next automatic attempt after each failed one; after the last the subscription ends.</summary>
    private static readonly long[] RetryDays = [3, 5, 7];

    /// <summary>The intent that pays an invoice, made when it opens.</summary>
    public static PaymentIntent Request(Account account, Invoice invoice)
    {
        var subscription = account.Find<Subscription>(invoice.Subscription);
        var intent = PaymentEngine.Create(account, invoice.AmountDue, invoice.Currency, invoice.Customer, blank => blank with
        {
            Description = subscription is null ? "Payment for Invoice" : invoice.BillingReason == "subscription_create" ? "Subscription creation" : "Subscription update",
            SetupFutureUsage = subscription is null ? null : "off_session",
            AutomaticPaymentMethods = null,
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
            ?? account.Find<Customer>(invoice.Customer)?.InvoiceSettings.DefaultPaymentMethod;
        return account.Find<PaymentMethod>(id);
    }

    /// <summary>One attempt to pay. Without any method the attempt fails as a declined one does.</summary>
    /// <returns>The intent after the attempt; the invoice and the subscription have followed it.</returns>
    public static PaymentIntent Collect(Account account, Invoice invoice, PaymentMethod? method, bool present, bool authenticated = false)
    {
        var intent = IntentOf(account, invoice) ?? Request(account, invoice);
        method ??= MethodOf(account, invoice);
        if (method is null)
        {
            Failed(account, account.Get<Invoice>(invoice.Id));
            return intent;
        }

        intent = PaymentEngine.Confirm(account, intent, method, present, authenticated);
        Settle(account, intent);
        return intent;
    }

    /// <summary>Carries a confirmed intent's outcome to its invoice, if it pays one.</summary>
    public static void Settle(Account account, PaymentIntent intent)
    {
        if (account.OwnedBy<InvoicePayment>(intent.Id).SingleOrDefault() is not { Status: "open" } payment
            || account.Get<Invoice>(payment.Invoice) is not { Status: "open" or "uncollectible" } invoice)
        {
            return;
        }

        switch (intent.Status)
        {
            case "succeeded":
                Paid(account, invoice, payment, intent);
                break;
            case "requires_action":
                var waiting = account.Update("invoice.updated", invoice, invoice with { Attempted = true, AttemptCount = invoice.AttemptCount + 1 });
                account.Emit("invoice.payment_action_required", waiting);
                account.Emit("invoice.payment_failed", waiting);
                SubscriptionLifecycle.InvoiceFailed(account, waiting, lastAttempt: false);
                break;
            case "requires_payment_method":
                Failed(account, invoice);
                break;
        }
    }

    /// <summary>Voiding an invoice leaves nothing to pay.</summary>
    public static void Cancel(Account account, Invoice invoice)
    {
        foreach (var payment in account.OwnedBy<InvoicePayment>(invoice.Id).Where(payment => payment.Status == "open"))
        {
            account.Save(payment with { Status = "canceled", StatusTransitions = payment.StatusTransitions with { CanceledAt = account.Now } });
            if (account.Find<PaymentIntent>(payment.Payment.PaymentIntent) is { Status: not ("succeeded" or "canceled") } intent)
            {
                PaymentEngine.Cancel(account, intent, "void_invoice");
            }
        }
    }

    private static void Paid(Account account, Invoice invoice, InvoicePayment payment, PaymentIntent intent)
    {
        var settled = account.Save(payment with
        {
            Status = "paid", AmountPaid = intent.AmountReceived, StatusTransitions = payment.StatusTransitions with { PaidAt = account.Now },
        });
        account.Emit("invoice_payment.paid", settled);
        KeepMethod(account, invoice, intent);
        InvoiceEngine.MarkPaid(account, invoice with { AttemptCount = invoice.AttemptCount + 1 }, intent.AmountReceived);
    }

    /// <summary>A first payment by its holder may become the subscription's default, when the subscription asks for it.</summary>
    private static void KeepMethod(Account account, Invoice invoice, PaymentIntent intent)
    {
        if (account.Find<Subscription>(invoice.Subscription) is { DefaultPaymentMethod: null, PaymentSettings.SaveDefaultPaymentMethod: "on_subscription" } subscription)
        {
            SubscriptionLifecycle.Change(account, subscription, subscription with { DefaultPaymentMethod = intent.PaymentMethod });
        }
    }

    private static void Failed(Account account, Invoice invoice)
    {
        var attempts = invoice.AttemptCount + 1;
        var retried = invoice is { AutoAdvance: true, CollectionMethod: "charge_automatically" } && invoice.BillingReason != "subscription_create";
        var last = attempts > RetryDays.Length;
        var failed = account.Update("invoice.updated", invoice, invoice with
        {
            Attempted = true,
            AttemptCount = attempts,
            NextPaymentAttempt = retried && !last ? account.Now + (RetryDays[attempts - 1] * 86_400) : null,
        });
        account.Emit("invoice.payment_failed", failed);
        SubscriptionLifecycle.InvoiceFailed(account, failed, lastAttempt: retried && last);
    }
}
