using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Data;

/// <summary>Tables and columns in snake_case on both databases, so that people can query them without quoting.</summary>
internal static class SnakeCaseNames
{
    public static void Apply(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is { } table && !entity.IsMappedToJson())
                entity.SetTableName(Snake(table.Replace("AspNet", "identity_", StringComparison.Ordinal)));
            foreach (var property in entity.GetProperties())
            {
                if (!entity.IsMappedToJson())
                    property.SetColumnName(Snake(property.Name));
            }
        }
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name).Replace("__", "_", StringComparison.Ordinal);
}
