using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace BillingPortal.Core.Customers;

/// <summary>An API token at rest: its hash, its rights and its dates. The token itself is shown once and never stored.</summary>
public sealed class StoredApiToken
{
    /// <summary>Public name of the token (tok_…), for lists and for revoking.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the whole token, lower-case hex. The token is random, so a fast hash is enough.</summary>
    public required string Hash { get; init; }

    public required string Name { get; init; }

    /// <summary>One of <see cref="ApiTokenRoles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>The one organization that the token is bound to; null for tokens of the console's roles.</summary>
    public OrganizationId? OrganizationId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null never expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>What a token may act as.</summary>
public static class ApiTokenRoles
{
    public const string Support = "support";
    public const string Superadmin = "superadmin";

    public static IReadOnlyList<string> All { get; } = ["member", "admin", "owner", Support, Superadmin];

    public static MemberRole? MemberRoleOf(string role) => role switch
    {
        "member" => MemberRole.Member,
        "admin" => MemberRole.Admin,
        "owner" => MemberRole.Owner,
        _ => null,
    };
}

internal sealed class StoredApiTokenConfiguration : IEntityTypeConfiguration<StoredApiToken>
{
    public void Configure(EntityTypeBuilder<StoredApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasKey(token => token.Id);
        builder.HasIndex(token => token.Hash).IsUnique();
    }
}
