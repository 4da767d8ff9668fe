namespace BillingPortal.Tests.Databases;

/// <summary>Where the sources are, for tests that run scripts of the repository or read its files.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "BillingPortal.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests run outside their repository: no BillingPortal.sln above them.");
    }
}
