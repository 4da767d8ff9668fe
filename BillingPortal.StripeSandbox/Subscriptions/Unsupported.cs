using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Subscriptions;

/// <summary>Says plainly what the sandbox does not act on, instead of taking it and doing nothing.</summary>
internal static class Unsupported
{
    public static void Refuse(Parameters parameters, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (parameters.Has(name) && !parameters.Clears(name))
            {
                throw StripeError.Invalid($"The sandbox does not act on {parameters.Name(name)}, so it does not take it.", parameters.Name(name));
            }
        }
    }
}
