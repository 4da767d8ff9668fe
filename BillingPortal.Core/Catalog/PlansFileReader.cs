using System.Text.RegularExpressions;
using BillingPortal.Core.Primitives;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace BillingPortal.Core.Catalog;

/// <summary>Reads the plans file strictly: every mistake at once, each as a sentence with file, plan and key; unknown keys are refused.</summary>
public static partial class PlansFileReader
{
    /// <exception cref="PlansFileException">There are problems.</exception>
    public static PlansFile Read(string yaml, string fileName)
    {
        var problems = new List<string>();
        var file = Parse(yaml, fileName, problems);
        return problems.Count == 0 ? file : throw new PlansFileException(problems);
    }

    /// <summary>The problems of a file, for the check at start.</summary>
    public static IReadOnlyList<string> Check(string path)
    {
        var problems = new List<string>();
        Parse(File.ReadAllText(path), Path.GetFileName(path), problems);
        return problems;
    }

    private static PlansFile Parse(string yaml, string fileName, List<string> problems)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException mistake)
        {
            problems.Add($"{fileName}, line {mistake.Start.Line}: {mistake.Message}");
            return new PlansFile([]);
        }

        if (stream.Documents.Count == 0)
        {
            problems.Add($"{fileName}: the file is empty.");
            return new PlansFile([]);
        }

        var root = new YamlMap(stream.Documents[0].RootNode, fileName, problems);
        PlanDefinition[] plans = [.. root.List("plans").Select((node, index) => ReadPlan(node, $"{fileName}, plan {index + 1}", fileName, problems))];
        root.RefuseRest();
        foreach (var twice in plans.GroupBy(plan => plan.Code).Where(group => group.Count() > 1))
            problems.Add($"{fileName}, plan '{twice.Key}': key 'code' is used twice.");
        if (plans.Length > 0 && !plans.Any(plan => plan.Kind == PlanKind.Free))
            problems.Add($"{fileName}: one plan must be of kind 'free': it is what an organization has without a subscription.");
        return new PlansFile(plans);
    }

    private static PlanDefinition ReadPlan(YamlNode node, string unnamed, string fileName, List<string> problems)
    {
        var code = (node as YamlMappingNode)?.Children.TryGetValue(new YamlScalarNode("code"), out var named) == true ? (named as YamlScalarNode)?.Value : null;
        var place = code is { Length: > 0 } ? $"{fileName}, plan '{code}'" : unnamed;
        var map = new YamlMap(node, place, problems);
        var plan = new PlanCode(map.Text("code"));
        if (plan.Value.Length > 0 && !CodeShape().IsMatch(plan.Value))
            map.Problem(node, "key 'code' must be lower-case letters, digits and single hyphens, beginning with a letter");
        var kind = ReadKind(map, node);
        var contact = map.Text("contact_url", otherwise: "");
        var definition = new PlanDefinition(
            plan, map.Text("name"), map.Text("tagline", otherwise: ""), kind, map.Flag("per_seat"), map.Flag("trial"), map.Flag("highlighted"),
            Uri.TryCreate(contact, UriKind.Absolute, out var url) ? url : null,
            [.. map.List("features").Select(feature => ReadFeature(feature, place, problems))],
            ReadLimits(map.Take("limits"), place, problems),
            ReadPrices(map.Take("prices"), plan, place, problems));
        if (contact.Length > 0 && url is null)
            map.Problem(node, "key 'contact_url' must be an absolute URL, such as mailto:sales@example.com");
        if (kind == PlanKind.SelfService && definition.Prices.Count == 0)
            map.Problem(node, "key 'prices' is missing: a self_service plan is sold at a price");
        if (kind != PlanKind.SelfService && (definition.HasTrial || definition.Prices.Count > 0))
            map.Problem(node, "keys 'trial' and 'prices' belong to self_service plans only");
        if (kind == PlanKind.ContactSales && contact.Length == 0)
            map.Problem(node, "key 'contact_url' is missing: customers must know where to ask");
        map.RefuseRest();
        return definition;
    }

    private static PlanKind ReadKind(YamlMap map, YamlNode plan)
    {
        switch (map.Text("kind"))
        {
            case "free": return PlanKind.Free;
            case "self_service": return PlanKind.SelfService;
            case "contact_sales": return PlanKind.ContactSales;
            default:
                map.Problem(plan, "key 'kind' must be free, self_service or contact_sales");
                return PlanKind.Free;
        }
    }

    private static FeatureDefinition ReadFeature(YamlNode node, string place, List<string> problems)
    {
        var map = new YamlMap(node, $"{place}, features", problems);
        var feature = new FeatureDefinition(map.Text("code"), map.Text("text"));
        map.RefuseRest();
        return feature;
    }

    private static Dictionary<string, long?> ReadLimits(YamlNode? node, string place, List<string> problems)
    {
        if (node is null)
            return [];
        var map = new YamlMap(node, $"{place}, limits", problems);
        return map.Keys.ToDictionary(key => key, key => map.Number(key, least: 0, nullable: true));
    }

    private static List<PriceDefinition> ReadPrices(YamlNode? node, PlanCode plan, string place, List<string> problems)
    {
        var prices = new List<PriceDefinition>();
        if (node is null)
            return prices;
        var map = new YamlMap(node, $"{place}, prices", problems);
        foreach (var (key, interval) in new[] { ("monthly", BillingInterval.Monthly), ("yearly", BillingInterval.Yearly) })
        {
            if (map.Take(key) is not { } byCurrency)
                continue;
            var amounts = new YamlMap(byCurrency, $"{place}, prices, {key}", problems);
            foreach (var name in amounts.Keys)
            {
                if (!Currency.TryParse(name, out var currency) || currency.Code != name)
                    continue; // left in the map, so it is refused below as unknown
                if (amounts.Number(name, least: 1, nullable: false) is { } minor)
                    prices.Add(new PriceDefinition(plan, interval, new Money(minor, currency)));
            }

            amounts.RefuseRest();
        }

        map.RefuseRest();
        return prices;
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeShape();
}
