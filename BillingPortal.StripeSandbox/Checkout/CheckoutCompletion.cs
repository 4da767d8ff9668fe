using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Who pays a session, with which card.</summary>
internal sealed record Buyer(PaymentMethod? Method, string? Email, string? Name, Address? Address, bool Authenticated = false);

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

        if (buyer is { Method: { } card, Authenticated: false } && MustAuthenticate(account, session, card))
        {
            return new CheckoutOutcome(session, NeedsAuthentication: true);
        }

        var mark = account.Mark();
        var customer = CustomerOf(account, session, buyer);
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

        return new CheckoutOutcome(Finish(account, made, customer, buyer));
    }

    private static bool MustAuthenticate(Account account, CheckoutSession session, PaymentMethod method)
    {
        return session.AmountTotal is > 0
            ? PaymentEngine.MustAuthenticate(account, session.Customer, method)
            : SetupEngine.MustAuthenticate(method);
    }

    private static Customer? CustomerOf(Account account, CheckoutSession session, Buyer buyer)
    {
        if (session.Customer is { } known)
        {
            var before = account.Get<Customer>(known);
            return account.Update("customer.updated", before, before with
            {
                Address = session.Plan.UpdatesAddress ? buyer.Address ?? before.Address : before.Address,
                Name = session.Plan.UpdatesName ? buyer.Name ?? before.Name : before.Name,
                Email = before.Email ?? buyer.Email,
            });
        }

        return session.Mode == "payment" && session.CustomerCreation != "always" ? null : account.Create("customer.created", CustomerRoutes.Blank(account) with
        {
            Address = buyer.Address, Email = session.CustomerEmail ?? buyer.Email, Name = buyer.Name,
        });
    }

    private static (CheckoutSession Made, PaymentError? Declined) Subscribe(Account account, CheckoutSession session, Customer customer, Buyer buyer)
    {
        var plan = session.Plan;
        var trialEnd = plan.TrialEnd ?? (plan.TrialPeriodDays is { } days ? account.Now + (days * 86_400) : null);
        if (buyer.Method is { } method)
        {
            if (Ready(account, session, customer, method, buyer.Authenticated, sets: session.AmountTotal is 0) is { } refused)
            {
                return (session, refused);
            }

            customer = account.Get<Customer>(customer.Id);
        }

        var subscription = SubscriptionStart.Begin(account, new SubscriptionOrder
        {
            Customer = customer,
            Items = [.. session.Items.Where(item => item.Price.Recurring is not null).Select(item => new OrderedItem(item.Price, item.Quantity, []))],
            TrialEnd = trialEnd,
            MissingPaymentMethod = plan.MissingPaymentMethod,
            DefaultPaymentMethod = buyer.Method?.Id,
            Metadata = plan.Metadata,
            Description = plan.Description,
            BillingCycleAnchor = plan.BillingCycleAnchor,
            ProrationBehavior = plan.ProrationBehavior,
            AutomaticTax = session.AutomaticTax.Enabled,
            Authenticated = buyer.Authenticated,
        });
        return subscription.Status == "incomplete"
            ? (session, InvoicePayments.IntentOf(account, account.Get<Invoices.Invoice>(subscription.LatestInvoice!))!.LastPaymentError)
            : (session with { Subscription = subscription.Id, Invoice = subscription.LatestInvoice }, null);
    }

    /// <summary>Ties the card to the customer: through a setup intent when nothing is charged today, else by attaching it for the charge that follows.</summary>
    private static PaymentError? Ready(Account account, CheckoutSession session, Customer customer, PaymentMethod method, bool authenticated, bool sets)
    {
        if (sets)
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
        if (session.AmountTotal is 0)
        {
            return (session, null);
        }

        var intent = PaymentEngine.Create(account, session.AmountTotal!.Value, session.Currency!, customer?.Id, blank => blank with
        {
            Description = session.Plan.Description, Metadata = session.Plan.Metadata, SetupFutureUsage = session.Plan.SetupFutureUsage,
            Shipping = session.Plan.Shipping, AutomaticPaymentMethods = null,
        });
        intent = PaymentEngine.Confirm(account, intent, buyer.Method!, present: true, buyer.Authenticated);
        return (session with { PaymentIntent = intent.Id }, intent.LastPaymentError);
    }

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

    private static CheckoutSession Finish(Account account, CheckoutSession session, Customer? customer, Buyer buyer)
    {
        var current = customer is null ? null : account.Get<Customer>(customer.Id);
        var done = account.Save(session with
        {
            Status = "complete",
            Url = null,
            PaymentStatus = session.AmountTotal is > 0 ? "paid" : "no_payment_required",
            Customer = current?.Id,
            CustomerDetails = new CheckoutCustomerDetails
            {
                Email = current?.Email ?? session.CustomerEmail ?? buyer.Email, Name = buyer.Name ?? current?.Name,
                Address = buyer.Address ?? current?.Address, TaxExempt = current?.TaxExempt ?? "none",
            },
        });
        account.Emit("checkout.session.completed", done);
        return done;
    }
}
