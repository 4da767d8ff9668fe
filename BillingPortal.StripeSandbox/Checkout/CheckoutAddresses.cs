using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Checkout;

/// <summary>Reads where a session is shown and where it leads: each way of showing it has addresses of its own.</summary>
internal sealed class CheckoutAddresses(Call call)
{
    public CheckoutSession Add(CheckoutSession session)
    {
        var mode = call.Parameters.Choice("ui_mode", "hosted_page", "embedded_page", "elements", "form") ?? "hosted_page";
        if (mode == "hosted_page")
        {
            Refuse("return_url", mode);
            Refuse("redirect_on_completion", mode);
            return session with
            {
                UiMode = mode, SuccessUrl = call.Parameters.RequiredText("success_url"), CancelUrl = call.Parameters.Text("cancel_url"),
                Url = new Uri(call.Sandbox.Address, "/c/pay/" + session.Id).ToString(),
            };
        }

        Refuse("success_url", mode);
        Refuse("cancel_url", mode);
        var redirect = call.Parameters.Choice("redirect_on_completion", "always", "if_required", "never") ?? "always";
        if (redirect == "never")
        {
            Refuse("return_url", "redirect_on_completion=never");
        }

        return session with
        {
            UiMode = mode, ClientSecret = Ids.Secret(session.Id), RedirectOnCompletion = redirect,
            ReturnUrl = redirect == "never" ? null : call.Parameters.RequiredText("return_url"),
        };
    }

    private void Refuse(string name, string mode)
    {
        if (call.Parameters.Has(name))
        {
            throw StripeError.Invalid($"`{name}` cannot be used with `{mode}`.", name);
        }
    }
}
