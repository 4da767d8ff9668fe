using System.Security.Claims;
using System.Text.Json;
using BillingPortal.Core.Data;
using Microsoft.AspNetCore.Identity;

namespace BillingPortal.Access;

/// <summary>
/// Remembers with the account what somebody set out to buy, so that a journey broken off resumes at the right step after the next
/// sign-in, on whatever device. Kept until the purchase is made or declined.
/// </summary>
public sealed class IntentMemory(UserManager<PortalUser> users)
{
    private const string Provider = "portal";
    private const string Key = "buy_intent";

    public async Task RememberAsync(Guid userId, BuyIntent intent)
    {
        if (intent.WantsToBuy && await users.FindByIdAsync(userId.ToString()) is { } user)
            await users.SetAuthenticationTokenAsync(user, Provider, Key, JsonSerializer.Serialize(intent with { ReturnUrl = null }));
    }

    /// <summary>The query wins; only a visit without any plan in it asks the memory.</summary>
    public async Task<BuyIntent> RecallAsync(ClaimsPrincipal principal, BuyIntent fromQuery)
    {
        if (fromQuery.WantsToBuy || await users.GetUserAsync(principal) is not { } user
            || await users.GetAuthenticationTokenAsync(user, Provider, Key) is not { Length: > 0 } stored)
            return fromQuery;
        return JsonSerializer.Deserialize<BuyIntent>(stored)! with { ReturnUrl = fromQuery.ReturnUrl };
    }

    public async Task ForgetAsync(ClaimsPrincipal principal)
    {
        if (await users.GetUserAsync(principal) is { } user)
            await users.RemoveAuthenticationTokenAsync(user, Provider, Key);
    }
}
