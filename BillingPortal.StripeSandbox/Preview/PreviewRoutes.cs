using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Preview;

/// <summary>
/// The invoice that would follow. The engine itself makes it inside of the gate and everything is taken back afterwards, so a preview and the
/// invoice that comes cannot differ, and no event, id or journal line of it remains.
/// </summary>
internal static class PreviewRoutes
{
    public static void Map(RouteTable routes) => routes.Post("/v1/invoices/create_preview", Create);

    private static Invoice Create(Call call)
    {
        var account = call.Account;
        var (mark, now) = (account.Mark(), account.Now);
        try
        {
            return PreviewAnswer.Of(Rehearsal.Run(call));
        }
        finally
        {
            account.RollbackTo(mark);
            account.Now = now;
        }
    }
}
