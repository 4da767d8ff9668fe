using BillingPortal.Core.Data;
using BillingPortal.Core.Primitives;
using Microsoft.EntityFrameworkCore;

namespace BillingPortal.Core.Customers;

/// <summary>One line of the console's list of organizations.</summary>
public sealed record OrganizationRow(OrganizationId Id, string Name, DateTimeOffset CreatedAt, CustomerId? CustomerId, int Members);

public sealed record OrganizationPage(IReadOnlyList<OrganizationRow> Rows, bool HasMore);

public sealed record MemberRow(Guid UserId, string DisplayName, string? Email, MemberRole Role, DateTimeOffset JoinedAt);

/// <summary>One organization whole, for the console.</summary>
public sealed record OrganizationDetail(OrganizationRow Organization, BillingCustomer? Customer, IReadOnlyList<MemberRow> Members);

/// <summary>What the console shows of organizations; the caller has checked that the reader is support or more.</summary>
public sealed class OrganizationQueries(IDbContextFactory<BillingDb> databases)
{
    /// <summary>Newest first; <paramref name="search"/> finds parts of the name, an organization's id or a customer's id.</summary>
    public async Task<OrganizationPage> ListAsync(string? search, int skip, int limit, CancellationToken cancellation)
    {
        limit = Math.Clamp(limit, 1, 100);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var (organizations, members) = (db.Organizations.AsNoTracking(), db.Members);
        if (search?.Trim() is { Length: > 0 } text)
        {
            var (upper, id, customer) = (text.ToUpperInvariant(), new OrganizationId(text), new CustomerId(text));
            organizations = organizations.Where(row => row.SearchName.Contains(upper) || row.Id == id || row.CustomerId == customer);
        }

        var rows = await organizations.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Skip(Math.Max(0, skip)).Take(limit + 1)
            .Select(row => new OrganizationRow(row.Id, row.Name, row.CreatedAt, row.CustomerId, members.Count(member => member.OrganizationId == row.Id)))
            .ToListAsync(cancellation);
        return new OrganizationPage([.. rows.Take(limit)], rows.Count > limit);
    }

    public async Task<OrganizationDetail?> GetAsync(OrganizationId organization, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var (members, users) = (db.Members, db.Users);
        if (await db.Organizations.AsNoTracking().FirstOrDefaultAsync(row => row.Id == organization, cancellation) is not { } found)
            return null;
        var people = await members.Where(member => member.OrganizationId == organization).OrderBy(member => member.JoinedAt)
            .Join(users, member => member.UserId, user => user.Id, (member, user) => new MemberRow(user.Id, user.DisplayName, user.Email, member.Role, member.JoinedAt))
            .ToListAsync(cancellation);
        var customer = await db.BillingCustomers.AsNoTracking().FirstOrDefaultAsync(row => row.Id == found.CustomerId, cancellation);
        return new OrganizationDetail(new OrganizationRow(found.Id, found.Name, found.CreatedAt, found.CustomerId, people.Count), customer, people);
    }
}
