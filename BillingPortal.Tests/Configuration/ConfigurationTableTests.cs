using System.Globalization;
using System.Text;
using BillingPortal.Core.Primitives;
using BillingPortal.Hosting;
using BillingPortal.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Tests.Configuration;

public sealed class ConfigurationTableTests
{
    private static readonly Dictionary<string, string> Sections = new(StringComparer.Ordinal)
    {
        ["Stripe"] = "StripeOptions", ["Webhooks"] = "WebhookOptions", ["Catalog"] = "CatalogOptions", ["Trials"] = "TrialOptions", ["Changes"] = "ChangeOptions", ["App"] = "AppOptions",
        ["Database"] = "DatabaseOptions", ["Email"] = "EmailOptions", ["Access"] = "AccessOptions", ["Host"] = "PortalHostOptions",
    };

    [Fact]
    public void The_documentation_is_the_table()
    {
        var expected = Document();
        var actual = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "configuration.md"));
        actual.ShouldBe(expected, $"docs/configuration.md must be:\n\n{expected}");
    }

    [Fact]
    public void Every_line_sets_a_property_that_exists()
    {
        var types = Types();
        foreach (var key in EnvironmentKeys.Named.Where(key => key.Section != "Serilog"))
            types[Sections[key.Section]].GetProperty(key.Key[(key.Section.Length + 1)..]).ShouldNotBeNull($"{key.Name} → {key.Key}");
    }

    [Fact]
    public void Every_property_of_the_options_can_be_set_by_the_environment()
    {
        var table = EnvironmentKeys.All.Select(key => key.Key.Split('<')[0].TrimEnd(':')).ToHashSet(StringComparer.Ordinal);
        var settable = Types().Where(pair => Sections.ContainsValue(pair.Key)).SelectMany(pair => pair.Value.GetProperties()
            .Where(property => property.CanWrite).Select(property => $"{Sections.Single(section => section.Value == pair.Key).Key}:{property.Name}"));
        settable.Except(table).ShouldBe(["Email:CatchMail"], "only what the portal alone decides may be missing from the table");
    }

    [Fact]
    public void The_defaults_in_the_table_are_those_of_the_code()
    {
        var types = Types();
        foreach (var key in EnvironmentKeys.Named.Where(key => key.Kind == ValueKind.Number || (key.Kind == ValueKind.Switch && key.Default is "0" or "1")))
        {
            var type = types[Sections[key.Section]];
            var value = Convert.ToString(type.GetProperty(key.Key[(key.Section.Length + 1)..])!.GetValue(Activator.CreateInstance(type)), CultureInfo.InvariantCulture);
            (key.Name, value is "True" ? "1" : value is "False" ? "0" : value).ShouldBe((key.Name, key.Default));
        }
    }

    [Theory]
    [InlineData("STRIPE_PRICE_ID_TEAM", "Catalog:PriceIds:team")]
    [InlineData("STRIPE_PRICE_TEAM_YEARLY", "Catalog:PriceIds:team_yearly")]
    [InlineData("STRIPE_PRICE_TEAM_YEARLY_EUR", "Catalog:PriceIds:team_yearly_eur")]
    public void Price_variables_exist_for_every_plan(string name, string key) =>
        EnvironmentConfiguration.From(new Dictionary<string, string> { [name] = "price_1" }).ShouldBe(new Dictionary<string, string?> { [key] = "price_1" });

    [Fact]
    public void Aliases_switches_and_empty_variables_are_read_as_people_write_them() => EnvironmentConfiguration.From(new Dictionary<string, string>
    {
        ["STRIPE_API_KEY"] = "sk_test_alias", ["STRIPE_BILLING_ENABLED"] = "0", ["STRIPE_AUTOMATIC_TAX_ENABLED"] = "TRUE", ["TRIAL_DAYS"] = " 7 ", ["SMTP_HOST"] = "",
    }).ShouldBe(new Dictionary<string, string?>
    {
        ["Stripe:SecretKey"] = "sk_test_alias", ["Stripe:BillingEnabled"] = "false", ["Stripe:AutomaticTaxEnabled"] = "true", ["Trials:Days"] = "7",
    }, ignoreOrder: true);

    private static Dictionary<string, Type> Types() => new[] { typeof(AppOptions).Assembly, typeof(EnvironmentKeys).Assembly }
        .SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsClass && typeof(IPortalOptions).IsAssignableFrom(type))
        .ToDictionary(type => type.Name, StringComparer.Ordinal);

    private static string Document()
    {
        var text = new StringBuilder("""
            # Configuration

            Each setting is an environment variable and a key of `appsettings.json`; the environment wins. Empty counts as not set. The portal checks all of them before it
            starts and names every bad one in one message (exit code 2). Values marked secret are never printed or logged. This page is the table in
            `BillingPortal/Hosting/EnvironmentKeys.cs`, compared by a test.

            | variable | in appsettings.json | default | meaning |
            |---|---|---|---|

            """);
        foreach (var key in EnvironmentKeys.All)
            text.Append(CultureInfo.InvariantCulture, $"| `{key.Name}`{(key.Alias is { } alias ? $" (or `{alias}`)" : "")} | `{key.Key}` | {Cell(key.Default)} | {(key.Secret ? "**Secret.** " : "")}{Cell(key.Description)} |\n");
        text.Append("\nBesides, ASP.NET Core's own: `ASPNETCORE_URLS` (default `http://127.0.0.1:5000`) and `ASPNETCORE_ENVIRONMENT` (in `Production` no sandbox is started).\n");
        return text.ToString();
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
