namespace BillingPortal.E2E.Portals;

/// <summary>Where things lie on disk: the tests start what the build made and keep what they saw in <c>test-output/</c>.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The portal as this very build made it, in the same configuration as the tests.</summary>
    public static string PortalAssembly { get; } = Path.Combine(Root, "BillingPortal", "bin", Configuration(), "net10.0", "BillingPortal.dll");

    /// <summary>The Stripe sandbox as a program of its own.</summary>
    public static string SandboxAssembly { get; } = Path.Combine(Root, "BillingPortal.StripeSandbox", "bin", Configuration(), "net10.0", "BillingPortal.StripeSandbox.dll");

    public static string Output(params string[] parts)
    {
        var path = Path.Combine([Root, "test-output", .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "BillingPortal.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"BillingPortal.sln is in no folder above {AppContext.BaseDirectory}.");
    }

    private static string Configuration() =>
        AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
}
