using BillingPortal.StripeSandbox.Clocks;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Pages;

/// <summary>Does a page's work inside of the gate of the account that owns its object. Pages carry no key: the unguessable id opens them.</summary>
internal sealed class PageVisit(SandboxContext sandbox, Timekeeper timekeeper)
{
    /// <summary>Finds the object in any account, brings that account to the present, does the work and waits until it is kept.</summary>
    /// <returns>The work's result, or default when no account has the object.</returns>
    public async Task<TResult?> AtAsync<T, TResult>(string id, Func<Account, T, TResult> work) where T : StripeObject
    {
        foreach (var account in sandbox.Accounts)
        {
            TResult result;
            Task durable;
            lock (account.Gate)
            {
                if (account.Find<T>(id) is null)
                {
                    continue;
                }

                timekeeper.CatchUp(account);
                try
                {
                    result = work(account, account.Get<T>(id));
                }
                catch
                {
                    account.Rollback();
                    throw;
                }

                durable = sandbox.CommitAsync(account);
            }

            await durable;
            sandbox.Deliveries.Wake();
            return result;
        }

        return default;
    }
}
