using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox;

/// <summary>Thrown instead of starting where a stand-in for Stripe has no business.</summary>
public sealed class SandboxRefusedException(string message) : InvalidOperationException(message);

/// <summary>Keeps the sandbox away from live keys and production.</summary>
internal static class SafetyCatch
{
    private static readonly string[] KeyVariables = ["STRIPE_SECRET_KEY", "STRIPE_API_KEY"];
    private static readonly string[] EnvironmentVariables = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    public static void Check(Func<string, string?> environment)
    {
        foreach (var name in KeyVariables)
        {
            if (LiveKeys.IsLive(environment(name)))
            {
                throw new SandboxRefusedException($"The Stripe sandbox does not start beside a live key: {name} is set to one. Unset it, or do not start the sandbox.");
            }
        }

        foreach (var name in EnvironmentVariables)
        {
            if (string.Equals(environment(name), "Production", StringComparison.OrdinalIgnoreCase))
            {
                throw new SandboxRefusedException($"The Stripe sandbox does not start in production: {name} is Production.");
            }
        }
    }
}
