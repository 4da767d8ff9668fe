using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace BillingPortal.Core.Data;

/// <summary>
/// Bridges Microsoft.Data.Sqlite 10 to SQLitePCLRaw 2.0.6. Why: registries without SQLitePCLRaw 2.1 exist, and the system's libsqlite3
/// is patched by its distribution while the bundled one is years old. Delete this file when 2.1 can be referenced.
/// </summary>
internal static class SqliteNativeLibrary
{
#pragma warning disable CA2255 // A module initializer is the only hook that runs before the first type of SQLitePCLRaw is loaded.
    [ModuleInitializer]
    internal static void Initialize()
#pragma warning restore CA2255
    {
        AssemblyLoadContext.Default.Resolving += static (_, name) =>
            name is { Name: "SQLitePCLRaw.core", Version: not null } ? Assembly.Load(new AssemblyName("SQLitePCLRaw.core")) : null;
        UseSystemLibrary();
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // the type below may only be touched after the resolver above is in place
    private static void UseSystemLibrary() => NativeLibrary.SetDllImportResolver(
        typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly,
        static (name, _, _) => name == "e_sqlite3" && NativeLibrary.TryLoad("libsqlite3.so.0", out var handle) ? handle : 0);
}
