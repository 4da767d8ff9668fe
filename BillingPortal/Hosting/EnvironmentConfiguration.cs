namespace BillingPortal.Hosting;

/// <summary>Brings the environment variables of the table under their configuration keys. It is added last, so the environment wins.</summary>
public static class EnvironmentConfiguration
{
    /// <summary>Configuration keys and values for what is set; an empty variable counts as not set, as compose files write it.</summary>
    public static Dictionary<string, string?> From(IReadOnlyDictionary<string, string> environment)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in EnvironmentKeys.Named)
        {
            if ((Text(environment, key.Name) ?? Text(environment, key.Alias)) is { } text)
                values[key.Key] = key.Normalize(text.Trim());
        }

        foreach (var (name, text) in environment.Where(pair => pair.Value.Length > 0))
        {
            if (EnvironmentKeys.PriceKey(name) is { } priceKey)
                values[priceKey] = text.Trim();
        }

        return values;
    }

    private static string? Text(IReadOnlyDictionary<string, string> environment, string? name) =>
        name is not null && environment.TryGetValue(name, out var text) && text.Trim().Length > 0 ? text : null;
}
