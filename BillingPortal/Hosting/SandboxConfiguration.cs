using System.Security.Cryptography;
using BillingPortal.Access;
using BillingPortal.Core.StripeApi;

namespace BillingPortal.Hosting;

/// <summary>
/// Decides whether this start brings its own Stripe: it does when there is no secret key. The sandbox's keys are made up, its webhook
/// secret is drawn once and kept, and mail is caught. Only its address is filled in later, when it listens.
/// </summary>
public static class SandboxConfiguration
{
    /// <summary>As long as a real one, because Stripe's command line takes no other.</summary>
    public const string SecretKey = "sk_test_billingportaldemo1";
    public const string PublishableKey = "pk_test_billingportaldemo1";
    private const string SecretFile = "stripe-sandbox.whsec";

    /// <summary>True when the sandbox is to be started; its settings are in the configuration then.</summary>
    /// <exception cref="StartRefusedException">There is no key and the environment is Production.</exception>
    public static PortalMode Apply(WebApplicationBuilder builder)
    {
        if (builder.Configuration[$"{StripeOptions.Section}:{nameof(StripeOptions.SecretKey)}"] is { Length: > 0 })
            return PortalMode.Live;
        if (builder.Environment.IsProduction())
            throw new StartRefusedException(ConfigurationCheck.Message(["STRIPE_SECRET_KEY is not set, and in Production the portal starts no sandbox. Set the key, or ASPNETCORE_ENVIRONMENT=Development to try the portal out."]));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Stripe:SecretKey"] = SecretKey,
            ["Stripe:PublishableKey"] = PublishableKey,
            ["Webhooks:Secret"] = WebhookSecret(DataDirectory(builder.Configuration)),
            ["Email:CatchMail"] = "true",
        });
        return new PortalMode(IsSandbox: true);
    }

    /// <summary>Drawn at the first start and kept beside the sandbox's state, readable by this user only.</summary>
    private static string WebhookSecret(string directory)
    {
        Directory.CreateDirectory(directory);
        var file = Path.Combine(directory, SecretFile);
        if (!File.Exists(file))
        {
            using var stream = new FileStream(file, Restricted());
            stream.Write(System.Text.Encoding.ASCII.GetBytes($"whsec_{RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 32)}"));
        }

        return File.ReadAllText(file).Trim();
    }

    private static string DataDirectory(ConfigurationManager configuration) =>
        configuration[$"{PortalHostOptions.Section}:{nameof(PortalHostOptions.DataDirectory)}"] is { Length: > 0 } directory ? directory : new PortalHostOptions().DataDirectory;

    private static FileStreamOptions Restricted()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
