using System.Security.Claims;
using BillingPortal.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace BillingPortal.Components.Parts;

/// <summary>What every page knows: who asks, and when the browser has gone away.</summary>
public abstract class PortalPage : ComponentBase
{
    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    /// <summary>Null in a circuit, where there is no request.</summary>
    [CascadingParameter]
    protected HttpContext? Http { get; set; }

    protected CancellationToken Cancellation => Http?.RequestAborted ?? CancellationToken.None;

    protected async Task<ClaimsPrincipal> PrincipalAsync() =>
        Authentication is null ? new ClaimsPrincipal() : (await Authentication).User;

    /// <summary>Null for visitors.</summary>
    protected async Task<CurrentUser?> UserAsync() => CurrentUser.From(await PrincipalAsync());
}
