using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace BillingPortal.Tests.Components;

/// <summary>
/// Lets bUnit find AngleSharp.Diffing. Why: bUnit was built against a newer assembly version than the package that registries hold; the
/// parts in use are the same. Delete this file when the newer package can be referenced.
/// </summary>
internal static class AngleSharpDiffingBridge
{
#pragma warning disable CA2255 // A module initializer is the only hook that runs before bUnit's first type is loaded.
    [ModuleInitializer]
    internal static void Initialize() =>
#pragma warning restore CA2255
        AssemblyLoadContext.Default.Resolving += static (_, name) =>
            name is { Name: "AngleSharp.Diffing", Version: not null } ? Assembly.Load(new AssemblyName("AngleSharp.Diffing")) : null;
}
