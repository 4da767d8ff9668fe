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
        var currency = session.Currency!;
        var due = MoneyText.Of(session.AmountTotal ?? 0, currency);
        if (session.Mode == "payment")
        {
            return new CheckoutSummary(session.Items.Count == 1 ? name : "Your order", due, "One payment.", due, "Pay " + due);
        }

        var recurring = session.Items.Where(item => item.Price.Recurring is not null).ToList();
        var per = MoneyText.Of(recurring.Sum(item => item.Price.ExactUnitAmount * item.Quantity), currency);
        var every = Lines.Every(recurring[0].Price.Recurring!);
        var trialEnd = session.Plan.TrialEnd ?? (session.Plan.TrialPeriodDays is { } days ? account.Now + (days * 86_400) : null);
        if (trialEnd is { } end)
        {
            var free = (end - account.Now + 86_399) / 86_400;
            return new CheckoutSummary(
                "Try " + name,
                string.Create(CultureInfo.InvariantCulture, $"{free} {(free == 1 ? "day" : "days")} free"),
                $"Then {per} per {every}, starting {Html.Date(end)}",
                due,
                "Start trial");
        }

        return new CheckoutSummary("Subscribe to " + name, $"{per} per {every}", $"Renews every {every} until you cancel.", due, "Subscribe");
    }
}
