using System.Security.Cryptography;
using System.Text;
using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Customers;

/// <summary>A new token. <paramref name="Secret"/> is shown now and never again.</summary>
public sealed record ApiTokenCreated(string Secret, ApiTokenRow Row);

public sealed record ApiTokenRow(string Id, string Name, string Role, OrganizationId? OrganizationId, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <summary>Whom a presented token stands for. Exactly one of the two roles is set.</summary>
public sealed record ApiTokenIdentity(string Id, string Name, string? ConsoleRole, MemberRole? MemberRole, OrganizationId? OrganizationId);

/// <summary>Makes, checks and revokes the tokens of the JSON API.</summary>
public sealed class ApiTokenService(IDbContextFactory<BillingDb> databases, AuditLog audit, IdGenerator ids, TimeProvider time)
{
    public const string Prefix = "bpt";

    private const int MostListed = 100;

    /// <param name="validFor">Null for a token that does not expire.</param>
    public async Task<Outcome<ApiTokenCreated>> CreateAsync(string name, string role, OrganizationId? organization, TimeSpan? validFor, string actor, CancellationToken cancellation)
    {
        if (name.Trim() is not { Length: > 0 and <= 100 } label)
            return BillingError.Invalid("name", "A token needs a name of at most 100 characters, so that somebody knows later what it is for.");
        if (!ApiTokenRoles.All.Contains(role))
            return BillingError.Invalid("role", $"The role must be one of {string.Join(", ", ApiTokenRoles.All)}.");
        if (ApiTokenRoles.MemberRoleOf(role) is not null && organization is null)
            return BillingError.Invalid("organization", $"A token with the role {role} needs an organization.");
        if (validFor <= TimeSpan.Zero)
            return BillingError.Invalid("valid_for", "A token must be valid for some time.");
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (organization is { } id && !await db.Organizations.AnyAsync(row => row.Id == id, cancellation))
            return BillingError.NotFound("The organization");
        var (secret, now) = (ids.New(Prefix), time.GetUtcNow());
        var token = new StoredApiToken
        {
            Id = ids.New("tok"), Hash = HashOf(secret), Name = label, Role = role, OrganizationId = organization, CreatedAt = now, ExpiresAt = now + validFor,
        };
        db.ApiTokens.Add(token);
        audit.Append(db, "api_token.created", actor, organization, token.Id, after: new { token.Name, token.Role, token.ExpiresAt });
        await db.SaveChangesAsync(cancellation);
        return new ApiTokenCreated(secret, Row(token));
    }

    /// <summary>Null for a token that is unknown, revoked or expired; the caller answers 401 and says no more.</summary>
    public async Task<ApiTokenIdentity?> FindAsync(string? secret, CancellationToken cancellation)
    {
        if (secret is not { Length: > 4 and < 200 } || !secret.StartsWith(Prefix + "_", StringComparison.Ordinal))
            return null;
        var hash = HashOf(secret);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var token = await db.ApiTokens.AsNoTracking().FirstOrDefaultAsync(row => row.Hash == hash, cancellation);
        if (token is null || token.RevokedAt is not null || token.ExpiresAt <= time.GetUtcNow())
            return null;
        var member = ApiTokenRoles.MemberRoleOf(token.Role);
        return new ApiTokenIdentity(token.Id, token.Name, member is null ? token.Role : null, member, token.OrganizationId);
    }

    /// <summary>The newest hundred, revoked ones included.</summary>
    public async Task<IReadOnlyList<ApiTokenRow>> ListAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return [.. (await db.ApiTokens.AsNoTracking().OrderByDescending(token => token.CreatedAt).Take(MostListed).ToListAsync(cancellation)).Select(Row)];
    }

    /// <summary>False when there is no such token or it is revoked already.</summary>
    public async Task<bool> RevokeAsync(string id, string actor, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (await db.ApiTokens.FindAsync([id], cancellation) is not { RevokedAt: null } token)
            return false;
        token.RevokedAt = time.GetUtcNow();
        audit.Append(db, "api_token.revoked", actor, token.OrganizationId, token.Id);
        await db.SaveChangesAsync(cancellation);
        return true;
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private static ApiTokenRow Row(StoredApiToken token) =>
        new(token.Id, token.Name, token.Role, token.OrganizationId, token.CreatedAt, token.ExpiresAt, token.RevokedAt);
}
