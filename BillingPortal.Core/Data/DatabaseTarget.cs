using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace BillingPortal.Core.Data;

public enum DatabaseKind
{
    Sqlite,
    Postgres,
}

/// <summary>A database URL, understood: which database it names and how its driver wants to be told.</summary>
public sealed record DatabaseTarget(DatabaseKind Kind, string ConnectionString)
{
    /// <summary>How long a SQLite writer waits for the one before it. Writers queue up behind one file lock, so this is long.</summary>
    internal const int SqliteBusySeconds = 30;

    /// <exception cref="FormatException">The URL is not understood; the message never repeats it, because it may hold a password.</exception>
    public static DatabaseTarget Parse(string url) =>
        TryParse(url, out var target, out var problem) ? target : throw new FormatException($"The database URL {problem}");

    public static bool TryParse(string url, [NotNullWhen(true)] out DatabaseTarget? target, [NotNullWhen(false)] out string? problem)
    {
        (target, problem) = (null, null);
        if (string.IsNullOrWhiteSpace(url))
            problem = "is empty: give postgres://user:password@host/database or the path of a SQLite file.";
        else if (url.StartsWith("postgres://", StringComparison.Ordinal) || url.StartsWith("postgresql://", StringComparison.Ordinal))
            target = Postgres(url, out problem);
        else if (url.Contains("://", StringComparison.Ordinal))
            problem = "names a database that is not supported: only postgres:// or the path of a SQLite file.";
        else
            target = Sqlite(url);
        return target is not null;
    }

    private static DatabaseTarget Sqlite(string path) => new(DatabaseKind.Sqlite, new SqliteConnectionStringBuilder
    {
        DataSource = Path.GetFullPath(path), ForeignKeys = true, DefaultTimeout = SqliteBusySeconds,
    }.ConnectionString);

    private static DatabaseTarget? Postgres(string url, out string? problem)
    {
        problem = "is not a complete postgres:// URL: it needs at least a host and a database.";
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.AbsolutePath.Length < 2)
            return null;
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host, Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]) };
        if (uri.Port > 0)
            builder.Port = uri.Port;
        if (uri.UserInfo.Split(':', 2) is [{ Length: > 0 } user, .. var password])
            (builder.Username, builder.Password) = (Uri.UnescapeDataString(user), password is [var secret] ? Uri.UnescapeDataString(secret) : null);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TrySet(builder, pair, out var key))
            {
                problem = $"has a query parameter '{key}' that PostgreSQL's driver does not know or whose value it refuses.";
                return null;
            }
        }

        problem = builder.Host.Length == 0 ? problem : null;
        return problem is null ? new DatabaseTarget(DatabaseKind.Postgres, builder.ConnectionString) : null;
    }

    private static bool TrySet(NpgsqlConnectionStringBuilder builder, string pair, out string key)
    {
        var parts = pair.Split('=', 2);
        key = Uri.UnescapeDataString(parts[0]);
        try
        {
            builder[key] = Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "");
            return true;
        }
        catch (Exception refused) when (refused is ArgumentException or FormatException or KeyNotFoundException)
        {
            return false;
        }
    }
}
