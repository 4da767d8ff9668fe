using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Sends somebody to their bank's 3-D Secure page and has them come back to the page they paid on.</summary>
internal static class BankVisit
{
    public static PageAnswer For(Account account, PaymentIntent intent, string comeBackTo)
    {
        var back = Absolute(account, comeBackTo);
        account.Save(intent with { ReturnUrl = back, NextAction = NextAction.Authenticate(account, intent.Id, back) });
        return PageAnswer.Go("/3ds/" + intent.Id);
    }

    public static string Absolute(Account account, string path) => new Uri(account.Context.Address, path).ToString();
}
