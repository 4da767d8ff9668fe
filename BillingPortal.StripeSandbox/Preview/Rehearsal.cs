using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Preview;

/// <summary>An invoice that was made only to be looked at.</summary>
/// <param name="Invoice">As finalizing left it.</param>
/// <param name="Exists">False when its subscription was made for the rehearsal too: its ids mean nothing to anybody.</param>
internal sealed record Rehearsed(Invoice Invoice, bool Exists);

/// <summary>Does for a preview what the request or the clock would do for real, up to the finalized invoice. The caller takes it all back.</summary>
internal static class Rehearsal
{
    public static Rehearsed Run(Call call)
    {
        var (account, parameters) = (call.Account, call.Parameters);
        Refuse(parameters, "schedule", "schedule_details", "on_behalf_of");
        InvoiceRequest.RefuseOthers(parameters.Hash("issuer"));
        var recurring = parameters.Choice("preview_mode", "next", "recurring") == "recurring";
        var subscription = call.FromParameter<Subscription>("subscription", "subscription");
        var customer = PreviewCustomer.Of(call, subscription);
        var details = parameters.Hash("subscription_details");
        subscription ??= details is null || !details.Has("items") ? NextToRenew(account, customer) : null;
        PreviewItems.Add(call, customer, subscription);
        if (recurring)
        {
            LeaveOutPendingItems(account, customer);
        }

        var draft = subscription is not null ? OfExisting(call, subscription, details, recurring)
            : details is not null && details.Has("items") ? OfNew(call, customer, details, recurring)
            : OfItems(account, parameters, customer);
        var looseItems = subscription is null && details?.Has("items") != true;
        draft = InvoiceRequest.Previewed(call, draft ?? throw Nothing(customer), discounted: !looseItems);
        return new Rehearsed(Finalized(account, draft), subscription is not null);
    }

    private static Invoice? OfExisting(Call call, Subscription subscription, Parameters? details, bool recurring)
    {
        var account = call.Account;
        if (subscription.IsOver)
        {
            throw StripeError.WrongState("You cannot preview the upcoming invoice for a canceled subscription.", "invoice_upcoming_none", "subscription");
        }

        subscription = Discounted(call, subscription);
        if (details is null)
        {
            return NextRenewal(account, subscription);
        }

        if (details.Flag("cancel_now") == true)
        {
            var prorates = details.Choice("proration_behavior", "always_invoice", "create_prorations", "none") != "none";
            return Cancellation.Now(account, subscription, subscription.CancellationDetails, prorates, invoiceNow: true).Draft;
        }

        if (subscription.Status == "paused" && details.Text("resume_at") == "now")
        {
            var resumed = Resumption.Draft(account, subscription, ResumeTerms.Read(call, details));
            return resumed.Draft ?? NextRenewal(account, resumed.Subscription);
        }

        var change = ChangeReader.Read(call, details, subscription);
        if (recurring)
        {
            return NextRenewal(account, account.Save(change.After));
        }

        var billed = SubscriptionUpdate.Draft(account, change);
        return billed.Draft ?? NextRenewal(account, billed.Subscription);
    }

    private static Invoice? OfNew(Call call, Customer customer, Parameters details, bool recurring)
    {
        var order = Discounted(call, OrderReader.Read(call, details, customer));
        if (details.Integer("start_date") is { } start && start > call.Now)
        {
            call.Account.Now = start;
        }

        return SubscriptionStart.Draft(call.Account, recurring ? order with { TrialEnd = null, BillingCycleAnchor = null } : order).Draft;
    }

    /// <summary>Discounts of a preview stand where those of its subscription would, so that they are on its prorations too.</summary>
    private static Subscription Discounted(Call call, Subscription subscription) =>
        call.Account.Save(SubscriptionDiscounts.Update(call, call.Parameters, subscription, subscription));

    private static SubscriptionOrder Discounted(Call call, SubscriptionOrder order) =>
        order with { Discounts = DiscountChoice.Read(call, call.Parameters) ?? order.Discounts };

    /// <summary>Without a subscription: what waits for the customer, with the items of the request.</summary>
    private static Invoice? OfItems(Account account, Parameters parameters, Customer customer)
    {
        var currency = parameters.Text("currency") ?? account.OwnedBy<InvoiceItem>(customer.Id).Find(item => item.Invoice is null)?.Currency ?? customer.Currency ?? "usd";
        var id = Ids.New("in");
        var lines = InvoiceEngine.TakePendingItems(account, customer.Id, currency, id, subscription: null);
        return lines.Count == 0 ? null : InvoiceEngine.Draft(account, new Invoice
        {
            Id = id, Created = account.Now, Currency = currency, Customer = customer.Id, Lines = InvoiceEngine.LinesOf(id, []), PeriodStart = account.Now, PeriodEnd = account.Now,
        }, lines);
    }

    /// <summary>The next invoice as the clock would make it, at its own second: a renewal, or the last one when the subscription ends before.</summary>
    private static Invoice? NextRenewal(Account account, Subscription subscription)
    {
        if (RenewsAt(subscription) is not { } at)
        {
            return null;
        }

        if (subscription.CancelAt is { } end && end <= at)
        {
            account.Now = end;
            return Cancellation.AsPlanned(account, subscription).Draft;
        }

        account.Now = at;
        return (subscription.Status == "trialing" ? Trials.Begin(account, subscription, subscription, "subscription_cycle") : Renewals.Advance(account, subscription)).Draft;
    }

    /// <summary>The finalized invoice of the next renewal; null when nothing is renewed.</summary>
    public static Invoice? Renewal(Account account, Subscription subscription) => NextRenewal(account, subscription) is { } draft ? Finalized(account, draft) : null;

    public static long? RenewsAt(Subscription subscription) => subscription.Status == "trialing" ? subscription.TrialEnd : subscription.IsBilled ? subscription.PeriodEnd : null;

    private static Subscription? NextToRenew(Account account, Customer customer) =>
        account.OwnedBy<Subscription>(customer.Id).Where(row => RenewsAt(row) is not null).MinBy(RenewsAt);

    private static Invoice Finalized(Account account, Invoice draft) => account.Get<Invoice>(InvoiceEngine.Finalize(account, draft).Id);

    private static void LeaveOutPendingItems(Account account, Customer customer)
    {
        foreach (var item in account.OwnedBy<InvoiceItem>(customer.Id).Where(item => item.Invoice is null))
        {
            account.Remove(item);
        }
    }

    private static void Refuse(Parameters parameters, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (parameters.Has(name))
            {
                throw StripeError.Invalid($"The sandbox has no subscription schedules and no connected accounts: it cannot preview with {parameters.Name(name)}.", parameters.Name(name));
            }
        }
    }

    private static StripeError Nothing(Customer customer) => new(404, new ErrorBody
    {
        Type = "invalid_request_error", Code = "invoice_upcoming_none", Message = $"No upcoming invoices for customer: {customer.Id}",
    }) { IsValidation = true };
}
