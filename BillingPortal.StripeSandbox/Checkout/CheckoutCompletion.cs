using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Who pays a session, with which card.</summary>
internal sealed record Buyer(PaymentMethod? Method, string? Email, string? Name, Address? Address, bool Authenticated = false)
{
    /// <summary>All that the page asked for. Back from the bank, it is what was entered before.</summary>
    public CheckoutEntries? Entries { get; init; }
}

/// <summary>How an attempt to complete a session ended: done, waiting for 3-D Secure, or declined. Only one of them is set.</summary>
internal sealed record CheckoutOutcome(CheckoutSession Session, bool NeedsAuthentication = false, PaymentError? Declined = null);

/// <summary>
/// Completes sessions, for the hosted page and the API alike. A declined card takes everything back except the failed attempt itself, and the
/// session stays open for another card.
/// </summary>
internal static class CheckoutCompletion
{
    public static CheckoutOutcome Complete(Account account, CheckoutSession session, Buyer buyer)
    {
        if (session.Status == "complete")
        {
            return new CheckoutOutcome(session);
        }

        if (session.Status == "expired")
        {
            throw StripeError.WrongState("This Checkout Session has expired.");
        }

        var entries = buyer.Entries ?? session.Entered ?? new CheckoutEntries { Email = buyer.Email, Name = buyer.Name, Address = buyer.Address };
        session = CheckoutPricing.Priced(account, session, entries);
        if (buyer is { Method: { } card, Authenticated: false } && MustAuthenticate(account, session, card))
        {
            return new CheckoutOutcome(account.Save(session with { Entered = entries }), NeedsAuthentication: true);
        }

        var mark = account.Mark();
        var customer = CheckoutCustomer.Of(account, session, entries);
        account.EnterClockOf((StripeObject?)customer ?? session);
        var (made, declined) = session.Mode switch
        {
            "subscription" => Subscribe(account, session, customer!, buyer),
            "payment" => Pay(account, session, customer, buyer),
            _ => SetUp(account, session, customer, buyer),
        };
        if (declined is not null)
        {
            account.RollbackTo(mark);
            return new CheckoutOutcome(session, Declined: LeaveFailedAttempt(account, session, buyer.Method!));
        }

        return new CheckoutOutcome(Finish(account, made, customer, buyer, entries));
    }

    private static bool MustAuthenticate(Account account, CheckoutSession session, PaymentMethod method) => session.AmountTotal is > 0
        ? PaymentEngine.MustAuthenticate(account, session.Customer, method)
        : SetupEngine.MustAuthenticate(method);

    private static (CheckoutSession Made, PaymentError? Declined) Subscribe(Account account, CheckoutSession session, Customer customer, Buyer buyer)
    {
        if (buyer.Method is { } method && Ready(account, session, customer, method, buyer.Authenticated) is { } refused)
        {
            return (session, refused);
        }

        var subscription = CheckoutPurchase.Subscribe(account, session, customer.Id, buyer.Method?.Id);
        Mark(account, session, account.OwnedBy<Discount>(subscription.Id));
        var made = session with { Subscription = subscription.Id, Invoice = subscription.LatestInvoice };
        return account.Find<Invoice>(subscription.LatestInvoice) is { Status: "open" } open
            ? (made, InvoicePayments.Collect(account, open, buyer.Method, present: true, buyer.Authenticated).LastPaymentError)
            : (made, null);
    }

    /// <summary>Ties the card to the customer: through a setup intent when nothing is charged today, else by attaching it for the charge that follows.</summary>
    private static PaymentError? Ready(Account account, CheckoutSession session, Customer customer, PaymentMethod method, bool authenticated)
    {
        if (session.AmountTotal is 0)
        {
            var intent = SetupEngine.Create(account, customer.Id, blank => blank with { Metadata = session.Plan.Metadata });
            return SetupEngine.Confirm(account, intent, method, authenticated).LastSetupError;
        }

        if (TestCard.Of(method.Number) is { Attaches: false, OnCharge: { } decline })
        {
            return PaymentError.Of(decline, method, charge: null);
        }

        PaymentMethods.Attach(account, method, customer);
        return null;
    }

    private static (CheckoutSession Made, PaymentError? Declined) Pay(Account account, CheckoutSession session, Customer? customer, Buyer buyer)
    {
        var invoice = session.InvoiceCreation is { Enabled: true } ? InvoiceEngine.Finalize(account, CheckoutPurchase.Draft(account, session, customer!.Id)) : null;
        session = session with { Invoice = invoice?.Id };
        if (session.AmountTotal is 0)
        {
            return (session, null);
        }

        PaymentIntent intent;
        if (invoice is not null)
        {
            Mark(account, session, invoice.Discounts.Select(id => account.Find<Discount>(id)).OfType<Discount>());
            account.Save(Described(InvoicePayments.IntentOf(account, invoice) ?? InvoicePayments.Request(account, invoice), session.Plan));
            intent = InvoicePayments.Collect(account, invoice, buyer.Method!, present: true, buyer.Authenticated);
        }
        else
        {
            intent = PaymentEngine.Create(account, session.AmountTotal!.Value, session.Currency!, customer?.Id, blank => Described(blank with { AutomaticPaymentMethods = null }, session.Plan));
            intent = PaymentEngine.Confirm(account, intent, buyer.Method!, present: true, buyer.Authenticated);
        }

        return (session with { PaymentIntent = intent.Id }, intent.LastPaymentError);
    }

    private static PaymentIntent Described(PaymentIntent intent, CheckoutPlan plan) => intent with
    {
        CaptureMethod = plan.CaptureMethod ?? intent.CaptureMethod, Description = plan.Description ?? intent.Description, Metadata = plan.Metadata,
        ReceiptEmail = plan.ReceiptEmail, SetupFutureUsage = plan.SetupFutureUsage ?? intent.SetupFutureUsage, Shipping = plan.Shipping,
        StatementDescriptor = plan.StatementDescriptor, StatementDescriptorSuffix = plan.StatementDescriptorSuffix, TransferGroup = plan.TransferGroup,
    };

    private static (CheckoutSession Made, PaymentError? Declined) SetUp(Account account, CheckoutSession session, Customer? customer, Buyer buyer)
    {
        var intent = SetupEngine.Create(account, customer?.Id, blank => blank with { Metadata = session.Plan.Metadata, Description = session.Plan.Description });
        intent = SetupEngine.Confirm(account, intent, buyer.Method!, buyer.Authenticated);
        return (session with { SetupIntent = intent.Id }, intent.LastSetupError);
    }

    /// <summary>Stripe keeps what the bank refused: a failed charge, or a failed setup.</summary>
    private static PaymentError LeaveFailedAttempt(Account account, CheckoutSession session, PaymentMethod method)
    {
        if (session.AmountTotal is > 0)
        {
            var intent = PaymentEngine.Create(account, session.AmountTotal.Value, session.Currency!, session.Customer);
            return PaymentEngine.Confirm(account, intent, method, present: true, authenticated: true).LastPaymentError!;
        }

        var setup = SetupEngine.Create(account, session.Customer);
        return SetupEngine.Confirm(account, setup, method, authenticated: true).LastSetupError!;
    }

    /// <summary>Discounts say in which session they were redeemed.</summary>
    private static void Mark(Account account, CheckoutSession session, IEnumerable<Discount> discounts)
    {
        foreach (var discount in discounts.Where(discount => discount.CheckoutSession is null).ToList())
        {
            account.Save(discount with { CheckoutSession = session.Id });
        }
    }

    private static CheckoutSession Finish(Account account, CheckoutSession session, Customer? customer, Buyer buyer, CheckoutEntries entries)
    {
        var current = customer is null ? null : account.Get<Customer>(customer.Id);
        KeepCard(account, session, buyer.Method, entries);
        var held = account.Find<PaymentIntent>(session.PaymentIntent) is { Status: "requires_capture" };
        var done = account.Save(CheckoutCustomer.WithEntries(session, current, entries) with
        {
            Status = "complete",
            Url = null,
            Entered = null,
            PaymentStatus = session.AmountTotal is not > 0 ? "no_payment_required" : held ? "unpaid" : "paid",
        });
        account.Emit("checkout.session.completed", done);
        return done;
    }

    /// <summary>A card that its holder wants to see again may be shown to them again.</summary>
    private static void KeepCard(Account account, CheckoutSession session, PaymentMethod? method, CheckoutEntries entries)
    {
        if (method is not null && account.Find<PaymentMethod>(method.Id) is { Customer: not null } kept)
        {
            account.Save(kept with { AllowRedisplay = entries.SavesCard ? "always" : session.Plan.AllowRedisplay ?? (kept.AllowRedisplay == "unspecified" ? "limited" : kept.AllowRedisplay) });
        }
    }
}
