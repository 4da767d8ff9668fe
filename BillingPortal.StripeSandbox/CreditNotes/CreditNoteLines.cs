using System.Globalization;
using BillingPortal.StripeSandbox.Billing;
using BillingPortal.StripeSandbox.Catalog;
using BillingPortal.StripeSandbox.Invoices;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Taxes;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.CreditNotes;

/// <summary>Reads the lines of a credit note from a request, each with its part of the discounts and taxes of what it credits.</summary>
internal static class CreditNoteLines
{
    private const int MostTaxes = 10;

    /// <summary>An amount without lines becomes one line of its own, which has no tax: it is what the invoice's total loses.</summary>
    public static List<CreditNoteLine> Read(Call call, Invoice invoice, IReadOnlyList<CreditNoteLine> earlier)
    {
        var parameters = call.Parameters;
        var lines = parameters.List("lines");
        if (parameters.Integer("amount") is { } amount)
        {
            return lines.Count > 0 ? throw StripeError.Invalid("You may only specify one of these parameters: amount, lines.", "amount")
                : [Custom(Positive(amount, invoice, "amount"), 1, amount)];
        }

        if (lines.Count == 0)
        {
            throw StripeError.Invalid("One of amount or lines must be provided.", "amount", "parameter_missing");
        }

        var made = new List<CreditNoteLine>();
        foreach (var line in lines)
        {
            made.Add(line.Choice("type", "invoice_line_item", "custom_line_item") switch
            {
                "invoice_line_item" => OfInvoiceLine(call, invoice, line, [.. earlier, .. made]),
                "custom_line_item" => OfItsOwn(call, invoice, line),
                _ => throw StripeError.MissingParameter(line.Name("type")),
            });
        }

        return made;
    }

    private static CreditNoteLine OfInvoiceLine(Call call, Invoice invoice, Parameters sent, IReadOnlyList<CreditNoteLine> earlier)
    {
        Only("custom_line_item", sent, "description", "tax_rates", "unit_amount", "unit_amount_decimal");
        var id = sent.RequiredText("invoice_line_item");
        var line = invoice.Lines.Data.Find(line => line.Id == id) ?? throw StripeError.Missing("invoice line item", id, sent.Name("invoice_line_item"), status: 400);
        var before = earlier.Where(other => other.InvoiceLineItem == id).ToList();
        var quantity = sent.Integer("quantity");
        var amount = AmountOf(invoice, line, sent, quantity, before);
        var credited = before.Sum(other => other.Amount) + amount;
        var given = line.PretaxCreditAmounts.Select(whole => before.SelectMany(other => other.PretaxCreditAmounts).Where(part => Same(part, whole)).Sum(part => part.Amount)).ToList();
        var shares = CreditShares.Of([.. line.PretaxCreditAmounts.Select(whole => whole.Amount)], credited, line.Amount, given, invoice.Currency);
        List<PretaxCreditAmount> reductions = [.. line.PretaxCreditAmounts.Select((whole, at) => whole with { Amount = shares[at] })];
        var discounts = reductions.Where(part => part.Discount is not null).Select(part => new DiscountAmount { Discount = part.Discount!, Amount = part.Amount }).ToList();
        var rates = line.Taxes.Select(tax => call.Account.Find<TaxRate>(tax.TaxRateDetails?.TaxRate)).OfType<TaxRate>();
        return new CreditNoteLine
        {
            Id = Ids.New("cnli"), Amount = amount, Description = line.Description, InvoiceLineItem = id, Quantity = quantity, Metadata = MetadataOf(sent),
            PretaxCreditAmounts = reductions, DiscountAmounts = discounts, OwnDiscount = discounts.Where(part => line.Discounts.Contains(part.Discount)).Sum(part => part.Amount),
            TaxRates = [.. rates.Where(rate => !rate.IsAutomatic)],
            Taxes = TaxAmounts(call, sent, amount) ?? [.. line.Taxes.Select(tax => ShareOf(tax, before, credited, line.Amount, invoice.Currency))],
        };
    }

    /// <summary>A line is credited by quantity or by amount, and stays with whichever came first.</summary>
    private static long AmountOf(Invoice invoice, InvoiceLine line, Parameters sent, long? quantity, List<CreditNoteLine> before)
    {
        var amount = sent.Integer("amount");
        if ((amount is null) == (quantity is null))
        {
            throw StripeError.Invalid("Specify either an amount or a quantity for each invoice_line_item.", sent.Name("amount"));
        }

        if (before.Exists(other => other.Quantity is null != quantity is null))
        {
            throw StripeError.WrongState($"The invoice line item {line.Id} has been credited by {(quantity is null ? "quantity" : "amount")} before; it can only be credited that way again.",
                param: sent.Name(quantity is null ? "amount" : "quantity"));
        }

        var left = line.Amount - before.Sum(other => other.Amount);
        if (quantity is { } asked)
        {
            var (all, used) = (line.Quantity ?? 1, before.Sum(other => other.Quantity ?? 0));
            return asked >= 1 && asked <= all - used && left > 0
                ? CreditShares.Of(line.Amount, used + asked, all, line.Amount - left, invoice.Currency)
                : throw StripeError.WrongState(string.Create(CultureInfo.InvariantCulture,
                    $"The quantity ({asked}) must be at least 1 and at most what has not been credited of this invoice line item ({Math.Max(all - used, 0)})."), param: sent.Name("quantity"));
        }

        var gross = Gross(invoice, line, Positive(amount!.Value, invoice, sent.Name("amount")));
        return gross <= left ? gross : throw StripeError.WrongState(
            $"The amount ({MoneyText.Of(gross, invoice.Currency)}) is more than what has not been credited of this invoice line item ({MoneyText.Of(Math.Max(left, 0), invoice.Currency)}).",
            param: sent.Name("amount"));
    }

    /// <summary>With automatic tax an amount is meant without tax, also where the price includes it.</summary>
    private static long Gross(Invoice invoice, InvoiceLine line, long amount)
    {
        var included = line.Taxes.Where(tax => tax.TaxBehavior == "inclusive").Sum(tax => tax.Amount);
        var net = line.Amount - line.PretaxCreditAmounts.Sum(part => part.Amount);
        return !invoice.AutomaticTax.Enabled || included == 0 ? amount : Currencies.Round((decimal)amount * net / (net - included), invoice.Currency);
    }

    private static TaxAmount ShareOf(TaxAmount whole, List<CreditNoteLine> before, long credited, long line, string currency)
    {
        var given = before.SelectMany(other => other.Taxes).Where(tax => tax.TaxRateDetails?.TaxRate == whole.TaxRateDetails?.TaxRate).ToList();
        return whole with
        {
            Amount = CreditShares.Of(whole.Amount, credited, line, given.Sum(tax => tax.Amount), currency),
            TaxableAmount = whole.TaxableAmount is { } taxable ? CreditShares.Of(taxable, credited, line, given.Sum(tax => tax.TaxableAmount ?? 0), currency) : null,
        };
    }

    private static CreditNoteLine OfItsOwn(Call call, Invoice invoice, Parameters sent)
    {
        Only("invoice_line_item", sent, "invoice_line_item", "amount");
        var (whole, exact) = (sent.Integer("unit_amount"), sent.Decimal("unit_amount_decimal"));
        if ((whole is null) == (exact is null))
        {
            throw StripeError.Invalid("Specify either unit_amount or unit_amount_decimal for each custom_line_item.", sent.Name("unit_amount"));
        }

        var quantity = sent.Integer("quantity") ?? 1;
        var unit = exact ?? whole!.Value;
        var amount = Positive(Currencies.Round(unit * quantity, invoice.Currency), invoice, sent.Name(exact is null ? "unit_amount" : "unit_amount_decimal"));
        var rates = TaxRates.Read(call, sent, "tax_rates") ?? [];
        var named = TaxAmounts(call, sent, amount);
        return rates.Count > 0 && named is not null ? throw StripeError.Invalid("You may only specify one of these parameters: tax_rates, tax_amounts.", sent.Name("tax_amounts"))
            : Custom(amount, quantity, unit) with
            {
                Description = sent.Text("description"), Metadata = MetadataOf(sent), TaxRates = rates,
                Taxes = named ?? [.. InvoiceSums.TaxesOn(amount, [.. rates.Select(rate => rate.Rule)], invoice.Currency)
                    .Select(tax => TaxOf(tax.Rule, tax.Amount, tax.Taxable))],
            };
    }

    private static CreditNoteLine Custom(long amount, long quantity, decimal unit) => new()
    {
        Id = Ids.New("cnli"), Amount = amount, Quantity = quantity, UnitAmount = unit == decimal.Truncate(unit) ? (long)unit : null,
        UnitAmountDecimal = unit.ToString("0.############", CultureInfo.InvariantCulture),
    };

    /// <summary>Taxes as the merchant has worked them out.</summary>
    private static List<TaxAmount>? TaxAmounts(Call call, Parameters sent, long amount)
    {
        if (!sent.Has("tax_amounts") || sent.Clears("tax_amounts"))
        {
            return null;
        }

        var named = sent.List("tax_amounts");
        return named.Count > MostTaxes ? throw StripeError.Invalid($"At most {MostTaxes} tax amounts can be given for a line.", sent.Name("tax_amounts"))
            : [.. named.Select(tax =>
            {
                var rate = call.FromParameter<TaxRate>(tax, "tax_rate", "tax rate") ?? throw StripeError.MissingParameter(tax.Name("tax_rate"));
                var given = tax.Integer("amount") ?? throw StripeError.MissingParameter(tax.Name("amount"));
                var taxable = tax.Integer("taxable_amount") ?? throw StripeError.MissingParameter(tax.Name("taxable_amount"));
                return given >= 0 && given <= amount && taxable >= 0 ? TaxOf(rate.Rule, given, taxable)
                    : throw StripeError.Invalid("A tax is neither negative nor more than its line.", tax.Name("amount"));
            })];
    }

    private static TaxAmount TaxOf(TaxRule rule, long amount, long taxable) => new()
    {
        Amount = amount, TaxableAmount = taxable, TaxBehavior = rule.Inclusive ? "inclusive" : "exclusive", TaxabilityReason = rule.Reason,
        TaxRateDetails = new TaxRateDetails(rule.TaxRate),
    };

    private static Dictionary<string, string>? MetadataOf(Parameters sent) => sent.Has("metadata") ? sent.Metadata() : null;

    private static bool Same(PretaxCreditAmount part, PretaxCreditAmount whole) => part with { Amount = 0 } == whole with { Amount = 0 };

    private static long Positive(long amount, Invoice invoice, string param) => amount >= 1 ? AmountCheck.Stepped(amount, invoice.Currency, param)
        : throw StripeError.Invalid("This value must be greater than or equal to 1.", param, "parameter_invalid_integer");

    private static void Only(string type, Parameters sent, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (sent.Has(name))
            {
                throw StripeError.Invalid($"{sent.Name(name)} is only valid when the type is {type}.", sent.Name(name));
            }
        }
    }
}
