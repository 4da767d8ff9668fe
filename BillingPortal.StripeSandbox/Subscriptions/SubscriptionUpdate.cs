using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Discounts;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Meters;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>Changes a subscription: its items, its trial, its end and how it is paid.</summary>
internal static class SubscriptionUpdate
{
    public static Subscription Update(Call call)
    {
        call.Parameters.Accept("add_invoice_items", "application_fee_percent", "billing_thresholds", "invoice_settings",
            "payment_settings", "pending_invoice_item_interval", "trial_from_plan", "default_source", "on_behalf_of", "cancellation_details");
        var before = call.FromPath<Subscription>("id", "subscription");
        if (before.IsOver)
        {
            throw StripeError.WrongState("A canceled subscription can only update its cancellation_details and metadata.", "resource_missing");
        }

        return Apply(call.Account, SubscriptionChange.Read(call, call.Parameters, before, Read(call, call.Parameters, before)));
    }

    /// <summary>Saves the change, bills it and collects what is due at once.</summary>
    public static Subscription Apply(Account account, SubscriptionChange change) => Collection.AtOnce(account, Draft(account, change), change.Terms);

    /// <summary>Saves the change and bills it: items by proration, a new interval by a new period, the end of a trial by its first invoice.</summary>
    public static Billed Draft(Account account, SubscriptionChange change)
    {
        var (before, after) = (change.Before, change.After);
        if (change.EndsTrial)
        {
            return Trials.End(account, SubscriptionLifecycle.Change(account, before, after), "subscription_update");
        }

        var restarts = before.Status is "active" or "past_due" && (change.AnchorNow || IntervalOf(before) != IntervalOf(after));
        var prorates = before.Status is "active" or "past_due" && change.ProrationBehavior != "none";
        if (prorates)
        {
            var credited = restarts ? after with { Items = after.Items with { Data = [] } } : after;
            Proration.Prorate(account, before, credited, change.ProrationDate);
        }

        if (restarts)
        {
            var begun = after with { BillingCycleAnchor = account.Now, Items = Renewals.InPeriodAt(after, account.Now, account.Now) };
            return Renewals.Bill(account, before, begun, "subscription_update", new LinePeriod(before.PeriodStart, account.Now));
        }

        after = MeteredLines.FromNow(account, before, after);
        if (prorates)
        {
            MeteredLines.BillRemoved(account, before, after);
        }

        return prorates && change.ProrationBehavior == "always_invoice"
            ? InvoiceNow(account, before, after)
            : new Billed(SubscriptionLifecycle.Change(account, before, after));
    }

    private static Billed InvoiceNow(Account account, Subscription before, Subscription after)
    {
        var blank = Renewals.Blank(account, after, "subscription_update", new LinePeriod(account.Now, account.Now));
        var lines = InvoiceEngine.TakePendingItems(account, after.Customer, after.Currency, blank.Id, after.Id);
        if (lines.Count == 0)
        {
            return new Billed(SubscriptionLifecycle.Change(account, before, after));
        }

        after = SubscriptionLifecycle.Change(account, before, after with { LatestInvoice = blank.Id });
        return new Billed(after, InvoiceEngine.Draft(account, blank, lines));
    }

    private static (string Interval, long Count)? IntervalOf(Subscription subscription) =>
        subscription.Items.Data.FirstOrDefault()?.Price.Recurring is { } recurring ? (recurring.Interval, recurring.IntervalCount) : null;

    /// <summary>The subscription as the request wants it, for an update and for a preview of one.</summary>
    public static Subscription Read(Call call, Parameters parameters, Subscription before)
    {
        var items = ReadItems(call, parameters, before);
        var after = before with
        {
            CollectionMethod = parameters.Choice("collection_method", "charge_automatically", "send_invoice") ?? before.CollectionMethod,
            DaysUntilDue = parameters.Integer("days_until_due") ?? before.DaysUntilDue,
            DefaultPaymentMethod = parameters.Has("default_payment_method") ? SubscriptionRoutes.OwnMethod(call, parameters, before.Customer) : before.DefaultPaymentMethod,
            Description = parameters.Text("description", before.Description),
            Items = before.Items with { Data = items },
            Metadata = parameters.Metadata(before.Metadata),
            PauseCollection = ReadPause(parameters, before.PauseCollection),
            PaymentSettings = parameters.Hash("payment_settings")?.Choice("save_default_payment_method", "off", "on_subscription") is { } save
                ? before.PaymentSettings with { SaveDefaultPaymentMethod = save } : before.PaymentSettings,
            TrialSettings = SubscriptionRoutes.MissingPaymentMethod(parameters) is { } missing
                ? new TrialSettings(new TrialEndBehavior(missing)) : before.TrialSettings,
        };
        after = SubscriptionTaxes.Update(call, parameters, before, SubscriptionDiscounts.Update(call, parameters, before, after));
        return ReadTrialEnd(call, parameters, ReadCancellation(call, parameters, after));
    }

    private static Subscription ReadCancellation(Call call, Parameters parameters, Subscription subscription)
    {
        var details = parameters.Hash("cancellation_details");
        var asked = subscription.CancellationDetails with
        {
            Comment = details?.Text("comment") ?? subscription.CancellationDetails.Comment,
            Feedback = details?.Text("feedback") ?? subscription.CancellationDetails.Feedback,
        };
        var atPeriodEnd = parameters.Flag("cancel_at_period_end");
        var at = parameters.Text("cancel_at") switch
        {
            "min_period_end" => subscription.Items.Data.Min(item => item.CurrentPeriodEnd),
            "max_period_end" => subscription.Items.Data.Max(item => item.CurrentPeriodEnd),
            null => (long?)null,
            _ => SubscriptionRoutes.Future(call, parameters.Integer("cancel_at")!.Value, "cancel_at"),
        };
        if (atPeriodEnd == true || at is not null)
        {
            return subscription with
            {
                CancelAtPeriodEnd = atPeriodEnd == true, CancelAt = at ?? subscription.PeriodEnd, CanceledAt = call.Now,
                CancellationDetails = asked with { Reason = "cancellation_requested" },
            };
        }

        return atPeriodEnd == false || parameters.Clears("cancel_at")
            ? subscription with { CancelAtPeriodEnd = false, CancelAt = null, CanceledAt = null, CancellationDetails = new CancellationDetails() }
            : subscription with { CancellationDetails = asked };
    }

    /// <summary>A later trial end moves the period and the anchor with it.</summary>
    private static Subscription ReadTrialEnd(Call call, Parameters parameters, Subscription subscription)
    {
        if (parameters.Text("trial_end") is null or "now")
        {
            return subscription;
        }

        var end = SubscriptionRoutes.Future(call, parameters.Integer("trial_end")!.Value, "trial_end");
        return subscription with
        {
            Status = "trialing",
            TrialStart = subscription.TrialStart ?? call.Now,
            TrialEnd = end,
            TrialWarned = false,
            BillingCycleAnchor = end,
            Items = subscription.Items with { Data = [.. subscription.Items.Data.Select(item => item with { CurrentPeriodEnd = end })] },
            CancelAt = subscription.CancelAtPeriodEnd ? end : subscription.CancelAt,
        };
    }

    private static List<SubscriptionItem> ReadItems(Call call, Parameters parameters, Subscription before)
    {
        var items = before.Items.Data.ToList();
        foreach (var sent in parameters.List("items"))
        {
            sent.Accept("clear_usage", "billing_thresholds", "plan");
            if (sent.Text("id") is not { } id)
            {
                items.Add(SubscriptionDiscounts.ReadItem(call, sent, before, Added(call, before, SubscriptionRoutes.ReadItem(call, sent))));
                continue;
            }

            var at = items.FindIndex(item => item.Id == id);
            if (at < 0)
            {
                throw StripeError.Missing("subscription_item", id, sent.Name("id"), status: 400);
            }

            if (sent.Flag("deleted") == true)
            {
                items.RemoveAt(at);
                continue;
            }

            var price = (sent.Text("price") == items[at].Price.Id ? items[at].Price : PriceRoutes.Sold(call, sent)) ?? (sent.Has("price_data") ? SubscriptionRoutes.InlinePrice(call, sent) : items[at].Price);
            MeteredPrices.RefuseQuantity(price, sent);
            var changed = items[at] with { Price = price, Quantity = MeteredPrices.QuantityOf(price, sent.Integer("quantity") ?? items[at].Quantity), Metadata = sent.Metadata(items[at].Metadata) };
            items[at] = SubscriptionDiscounts.ReadItem(call, sent, before, changed);
        }

        return items.Count > 0 ? items : throw StripeError.WrongState("A subscription must have at least one active plan.");
    }

    private static SubscriptionItem Added(Call call, Subscription before, OrderedItem ordered) => new()
    {
        Id = Ids.New("si", 14),
        Created = call.Now,
        CurrentPeriodStart = before.PeriodStart,
        CurrentPeriodEnd = before.PeriodEnd,
        Metadata = ordered.Metadata,
        Price = ordered.Price,
        Quantity = MeteredPrices.QuantityOf(ordered.Price, ordered.Quantity),
        Subscription = before.Id,
    };

    private static PauseCollection? ReadPause(Parameters parameters, PauseCollection? before)
    {
        if (!parameters.Has("pause_collection"))
        {
            return before;
        }

        return parameters.Hash("pause_collection") is not { } pause ? null : new PauseCollection(
            pause.Choice("behavior", "keep_as_draft", "mark_uncollectible", "void") ?? throw StripeError.MissingParameter(pause.Name("behavior")),
            pause.Integer("resumes_at"));
    }
}
