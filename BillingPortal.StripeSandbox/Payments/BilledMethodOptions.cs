using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>How the payments of an invoice, or of a subscription's invoices, are made, by kind of method. The sandbox has cards.</summary>
internal sealed record BilledMethodOptions<TCard>(TCard? Card) where TCard : class
{
    public object? AcssDebit => null;

    public object? Bancontact => null;

    public object? CustomerBalance => null;

    public object? Konbini => null;

    public object? Payto => null;

    public object? Pix => null;

    public object? SepaDebit => null;

    public object? Upi => null;

    public object? UsBankAccount => null;
}

/// <param name="RequestThreeDSecure">any and challenge ask the holder, when they are there, even where the bank would not.</param>
internal sealed record InvoiceCardOptions(string? RequestThreeDSecure);

/// <summary>The same for all invoices of a subscription.</summary>
internal sealed record SubscriptionCardOptions(string? RequestThreeDSecure)
{
    public string? Network => null;
}

/// <summary>Reads what <c>payment_settings</c> ask of cards; what they ask of other methods is refused as unread.</summary>
internal static class BilledMethodRequest
{
    public static string? ThreeDSecure(Parameters settings, string? before)
    {
        if (settings.Hash("payment_method_options") is not { } options)
        {
            return before;
        }

        if (options.Hash("card") is not { } card)
        {
            return options.Clears("card") ? null : before;
        }

        Unsupported.Refuse(card, "network", "mandate_options", "installments");
        return card.Choice("request_three_d_secure", "any", "automatic", "challenge") ?? before;
    }
}
