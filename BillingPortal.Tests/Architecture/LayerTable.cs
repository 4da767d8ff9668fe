namespace BillingPortal.Tests.Architecture;

/// <summary>The two tables of docs/architecture.md: who may import whom. A folder that is not here has no place in the house.</summary>
public static class LayerTable
{
    public const string Core = "BillingPortal.Core";
    public const string Host = "BillingPortal";

    /// <summary>Folders that other folders may import although they are of the host: the rules of who may enter, and the addresses.</summary>
    private static readonly string[] Floor = ["Access"];

    private static readonly string[][] CoreLayers =
    [
        ["Primitives"],
        ["StripeApi", "Data"],
        ["Audit", "Notifications", "Webhooks"],
        ["Catalog", "Customers"],
        ["Subscriptions", "Invoices", "Credits"],
        ["Usage", "Entitlements"],
        ["Licensing"],
        ["Reconciliation", "Readiness"],
        ["Lab"],
    ];

    /// <summary>Folder of Core → the folders of Core it may import. The root (the empty name) may import all and is imported by nobody.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> CoreFolders { get; } = BuildCore();

    /// <summary>Folder of the host → the folders of the host it may import. The root is Program.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> HostFolders { get; } = new Dictionary<string, IReadOnlySet<string>>
    {
        [""] = Set("Hosting", "Access", "Endpoints", "Jobs", "CommandLine", "Components"),
        ["Hosting"] = Set("Access", "Endpoints", "Jobs", "CommandLine", "Components"),
        ["Access"] = Set(),
        ["Endpoints"] = Set(Floor),
        ["Jobs"] = Set(Floor),
        ["CommandLine"] = Set(Floor),
        ["Components"] = Set(Floor),
    };

    /// <summary>What pages, endpoints and jobs must not touch: they talk to billing nouns, not to Stripe or to tables.</summary>
    public static IReadOnlySet<string> BehindTheNouns { get; } = Set("StripeApi", "Data");

    public static IReadOnlySet<string> FacesOfTheHost { get; } = Set("Components", "Endpoints", "Jobs");

    private static Dictionary<string, IReadOnlySet<string>> BuildCore()
    {
        var table = new Dictionary<string, IReadOnlySet<string>> { [""] = Set([.. CoreLayers.SelectMany(layer => layer)]) };
        for (var layer = 0; layer < CoreLayers.Length; layer++)
        {
            foreach (var folder in CoreLayers[layer])
                table[folder] = Set([.. CoreLayers[..layer].SelectMany(below => below)]);
        }

        table["Audit"] = table["Notifications"] = Set("Primitives", "Data"); // neither knows Stripe
        return table;
    }

    private static HashSet<string> Set(params string[] names) => [.. names];
}
