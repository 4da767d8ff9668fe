using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Checkout;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Says in words what a session costs now and later.</summary>
internal sealed record CheckoutSummary(string Headline, string Price, string Then, string? DueToday, string Button)
{
    public static CheckoutSummary Of(Account account, CheckoutSession session)
    {
        if (session.Mode == "setup")
        {
            return new CheckoutSummary("Save your card", "", "Nothing is charged today.", null, "Save card");
        }

        var name = session.Items[0].Description;
        var due = MoneyText.Of(session.AmountTotal ?? 0, session.Currency!);
        if (session.Mode == "payment")
        {
            var verb = session.SubmitType switch { "book" => "Book for ", "donate" => "Donate ", _ => "Pay " };
            return new CheckoutSummary(session.Items.Count == 1 ? name : "Your order", due, "One payment.", due, session.AmountTotal is 0 ? "Complete order" : verb + due);
        }

        return OfSubscription(account, session, name, due);
    }

    private static CheckoutSummary OfSubscription(Account account, CheckoutSession session, string name, string due)
    {
        var recurring = session.Items.Where(item => item.Price.Recurring is not null).ToList();
        var fixedPart = recurring.Where(item => !item.IsMetered).ToList();
        var usage = recurring.Count > fixedPart.Count;
        var amount = MoneyText.Of(fixedPart.Sum(item => Lines.AmountOf(item.Price, item.Quantity ?? 0)), session.Currency!);
        var per = fixedPart.Count == 0 ? "Billed by usage" : usage ? amount + " plus usage" : amount;
        var every = Lines.Every(recurring[0].Price.Recurring!);
        if (session.Plan.TrialEndsAt(account.Now) is { } end)
        {
            var free = (end - account.Now + 86_399) / 86_400;
            return new CheckoutSummary(
                "Try " + name,
                string.Create(CultureInfo.InvariantCulture, $"{free} {(free == 1 ? "day" : "days")} free"),
                $"Then {per} per {every}, starting {Html.Date(end)}",
                due,
                "Start trial");
        }

        var renews = session.Plan.BillingCycleAnchor is { } anchor ? $"Renews on {Html.Date(anchor)} and then every {every} until you cancel." : $"Renews every {every} until you cancel.";
        return new CheckoutSummary("Subscribe to " + name, $"{per} per {every}", renews, due, "Subscribe");
    }
}
