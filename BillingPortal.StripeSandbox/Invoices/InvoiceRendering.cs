using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Invoices;

/// <summary>How the invoice is printed.</summary>
internal sealed record InvoiceRendering(string? AmountTaxDisplay, InvoicePdfPage? Pdf)
{
    public string? Template => null;

    public long? TemplateVersion => null;
}

/// <summary>a4, auto or letter.</summary>
internal sealed record InvoicePdfPage(string? PageSize);

/// <summary>How the invoices to come are printed: a customer's wish, or the one of a Checkout session.</summary>
internal sealed record RenderingOptions(string? AmountTaxDisplay)
{
    public string? Template => null;

    /// <summary>What the invoice gets of it.</summary>
    public InvoiceRendering ForInvoice() => new(AmountTaxDisplay, null);

    public static RenderingOptions? Read(Parameters parameters, RenderingOptions? before = null)
    {
        if (!parameters.Has("rendering_options"))
        {
            return before;
        }

        if (parameters.Hash("rendering_options") is not { } sent)
        {
            return null;
        }

        return sent.Text("template") is { } template
            ? throw StripeError.Missing("invoice rendering template", template, sent.Name("template"), status: 400)
            : new RenderingOptions(sent.Choice("amount_tax_display", "exclude_tax", "include_inclusive_tax"));
    }
}
