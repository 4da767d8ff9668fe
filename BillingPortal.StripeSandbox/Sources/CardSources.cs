using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Payments;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Sources;

/// <summary>Keeps a customer's card sources and which of them is the default: the first one, and when that goes, the newest that is left.</summary>
internal static class CardSources
{
    public static PaymentMethod Add(Account account, Customer customer, PaymentMethod made)
    {
        var method = PaymentMethods.Attach(account, made, customer);
        account.Emit("customer.source.created", CardSource.Of(method));
        if (customer.DefaultSource is null)
        {
            account.Update("customer.updated", customer, customer with { DefaultSource = method.Id });
        }

        return method;
    }

    /// <summary>Changes the card behind the view and tells it in the view's words.</summary>
    public static PaymentMethod Change(Account account, PaymentMethod before, PaymentMethod after)
    {
        account.Tell("customer.source.updated", CardSource.Of(before), CardSource.Of(after));
        return account.Save(after);
    }

    public static List<PaymentMethod> NewestFirst(Account account, string customer) =>
        [.. account.OwnedBy<PaymentMethod>(customer).Where(CardSource.Is).Reverse()];

    /// <summary>Called for any method that has left its customer.</summary>
    public static void Left(Account account, PaymentMethod method, string owner)
    {
        if (!CardSource.Is(method))
        {
            return;
        }

        account.Emit("customer.source.deleted", CardSource.Of(method));
        if (account.Find<Customer>(owner) is { } customer && customer.DefaultSource == method.Id)
        {
            account.Update("customer.updated", customer, customer with { DefaultSource = NewestFirst(account, owner).FirstOrDefault()?.Id });
        }
    }
}
