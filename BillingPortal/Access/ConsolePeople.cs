using System.Security.Cryptography;
using BillingPortal.Core.Audit;
using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Access;

/// <param name="DrawnPassword">Set when the portal drew the password: shown once.</param>
public sealed record ConsolePerson(string Email, bool Created, string? DrawnPassword);

/// <summary>Gives people the console's roles.</summary>
public sealed class ConsolePeople(UserManager<PortalUser> users, RoleManager<PortalRole> roles, BillingDb db, AuditLog audit, TimeProvider time)
{
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>Makes the person, with a confirmed address, or finds a known one; then gives the role.</summary>
    public async Task<Outcome<ConsolePerson>> CreateAsync(string email, string role, string? password, string actor, CancellationToken cancellation)
    {
        if (!new System.ComponentModel.DataAnnotations.EmailAddressAttribute().IsValid(email))
            return BillingError.Invalid("email", $"'{email}' is not an e-mail address.");
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var drawn = string.IsNullOrEmpty(password) ? RandomNumberGenerator.GetString(Letters, 20) : null;
        var user = await users.FindByEmailAsync(email);
        var created = user is null;
        if (user is null)
        {
            user = new PortalUser { UserName = email, Email = email, EmailConfirmed = true, CreatedAt = time.GetUtcNow() };
            if (Problem(await users.CreateAsync(user, drawn ?? password!)) is { } problem)
                return BillingError.Invalid("password", problem);
        }

        await GiveRoleAsync(user, role);
        audit.Append(db, "console.role_given", actor, null, user.Id.ToString(), after: new { role, created });
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return new ConsolePerson(email, created, created ? drawn : null);
    }

    /// <summary>Idempotent; the role itself is made when it is first given.</summary>
    public async Task GiveRoleAsync(PortalUser user, string role)
    {
        if (!await roles.RoleExistsAsync(role))
            Check(await roles.CreateAsync(new PortalRole { Name = role }));
        if (!await users.IsInRoleAsync(user, role))
            Check(await users.AddToRoleAsync(user, role));
    }

    private static string? Problem(IdentityResult result) => result.Succeeded ? null : string.Join(' ', result.Errors.Select(error => error.Description));

    private static void Check(IdentityResult result)
    {
        if (Problem(result) is { } problem)
            throw new InvalidOperationException(problem);
    }
}
