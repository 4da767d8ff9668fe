using System.Net;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>
/// Lets the hosted pages and Checkout do what they do through the API's own handlers, inside of the gate that they already hold: the same
/// rules, the same events, and no second way to bill.
/// </summary>
internal static class InnerApi
{
    /// <param name="account">Whose gate the caller holds.</param>
    /// <param name="path">As a client would write it.</param>
    /// <param name="form">Names and values, not escaped. A null value leaves its name out; an empty one clears the field.</param>
    /// <exception cref="StripeError">Refused in the API's words. The caller decides what becomes of the work so far.</exception>
    public static T Post<T>(this Account account, string path, params IEnumerable<(string Name, string? Value)> form) => (T)Do(account, "POST", path, form);

    public static T Get<T>(this Account account, string path, params IEnumerable<(string Name, string? Value)> query) => (T)Do(account, "GET", path, query);

    public static T Delete<T>(this Account account, string path, params IEnumerable<(string Name, string? Value)> query) => (T)Do(account, "DELETE", path, query);

    /// <summary>Does work whose outcome is only looked at: everything is taken back, whatever happens.</summary>
    public static T DryRun<T>(this Account account, Func<T> work)
    {
        var mark = account.Mark();
        var now = account.Now;
        try
        {
            return work();
        }
        finally
        {
            account.RollbackTo(mark);
            account.Now = now;
        }
    }

    private static object Do(Account account, string method, string path, IEnumerable<(string Name, string? Value)> form)
    {
        var (handler, values) = account.Context.Api.Find(method, path) ?? throw new InvalidOperationException($"The sandbox serves no {method} {path}.");
        var text = string.Join('&', form.Where(field => field.Value is not null).Select(field => $"{WebUtility.UrlEncode(field.Name)}={WebUtility.UrlEncode(field.Value)}"));
        var call = new Call(account, new Parameters(FormParser.Parse(text)), values, path);
        var now = account.Now;
        try
        {
            var answer = handler(call);
            call.Parameters.RefuseUnread();
            return answer;
        }
        finally
        {
            // The handler may have entered a test clock; whoever asked lives on another one.
            account.Now = now;
        }
    }
}
