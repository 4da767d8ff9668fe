namespace BillingPortal.Hosting;

/// <summary>First step of a start: reads every source of configuration, in the order in which they win (the environment last).</summary>
public static class PortalConfiguration
{
    public const string DefaultUrl = "http://127.0.0.1:5000";

    /// <param name="environment">The process's environment variables; tests give their own.</param>
    public static WebApplicationBuilder CreateBuilder(string[] args, IReadOnlyDictionary<string, string> environment)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(PortalConfiguration).Assembly.GetName().Name,
            ContentRootPath = ContentRoot(),
            EnvironmentName = environment.GetValueOrDefault("ASPNETCORE_ENVIRONMENT") ?? environment.GetValueOrDefault("DOTNET_ENVIRONMENT"),
        });
        builder.Configuration.AddInMemoryCollection(EnvironmentConfiguration.From(environment));
        if (builder.Configuration["urls"] is null or "" && builder.Configuration["http_ports"] is null or "" && builder.Configuration["https_ports"] is null or "")
            builder.WebHost.UseUrls(DefaultUrl);
        return builder;
    }

    /// <summary>The process's own environment as a plain table.</summary>
    public static IReadOnlyDictionary<string, string> ProcessEnvironment() => Environment.GetEnvironmentVariables()
        .Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value ?? "", StringComparer.Ordinal);

    /// <summary>Published files lie beside the program wherever it is called from; while developing, the working directory is the project.</summary>
    private static string ContentRoot() =>
        File.Exists(Path.Combine(Environment.CurrentDirectory, "BillingPortal.csproj")) ? Environment.CurrentDirectory : AppContext.BaseDirectory;
}
