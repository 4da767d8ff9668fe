namespace BillingPortal.StripeSandbox.Wire;

/// <summary>Says plainly what the sandbox does not act on, before any work is done, instead of taking it and doing nothing.</summary>
internal static class Unsupported
{
    /// <summary>Whole families of parameters that many requests have, with what the sandbox lacks for them.</summary>
    private static readonly Dictionary<string, string> Lacks = new()
    {
        ["application_fee_amount"] = "no connected accounts",
        ["application_fee_percent"] = "no connected accounts",
        ["attach_to_self"] = "no connected accounts",
        ["cash_balance"] = "no bank transfers, which alone fill a cash balance",
        ["connect"] = "no connected accounts",
        ["default_mandate"] = "no payment methods that need a mandate",
        ["default_source"] = "no choice among sources; a customer's first one is the default",
        ["flow_directions"] = "no connected accounts",
        ["on_behalf_of"] = "no connected accounts",
        ["payment_method_configuration"] = "no payment method configurations",
        ["transfer_data"] = "no connected accounts",
    };

    /// <summary>Refuses each of the names that was sent; one that was sent empty, or as false, asks for nothing.</summary>
    public static void Refuse(Parameters parameters, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (parameters.Has(name) && !parameters.Clears(name) && !(parameters.IsPlain(name) && parameters.Text(name) == "false"))
            {
                var why = Lacks.TryGetValue(name, out var lack) ? $"The sandbox has {lack}" : "The sandbox does not act on it";
                throw StripeError.Invalid($"{why}, so it does not take {parameters.Name(name)}.", parameters.Name(name), StripeError.Unsupported);
            }
        }
    }

    public static void RefuseConnect(Parameters parameters) =>
        Refuse(parameters, "application_fee_amount", "application_fee_percent", "on_behalf_of", "transfer_data");
}
