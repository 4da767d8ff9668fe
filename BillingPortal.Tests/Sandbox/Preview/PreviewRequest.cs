namespace BillingPortal.Tests.Sandbox.Preview;

/// <summary>Writes the parameters of an update as those of a preview.</summary>
public static class PreviewRequest
{
    /// <summary><c>items[0][id]=x</c> becomes <c>subscription_details[items][0][id]=x</c>.</summary>
    public static string Detail(string pair)
    {
        var name = pair.IndexOfAny(['[', '=']);
        return $"subscription_details[{pair[..name]}]{pair[name..]}";
    }
}
