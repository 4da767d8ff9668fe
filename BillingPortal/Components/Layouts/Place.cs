using BillingPortal.Access;
using Microsoft.AspNetCore.Components.Routing;

namespace BillingPortal.Components.Layouts;

/// <summary>One line of a side navigation.</summary>
public sealed record Place(string Text, string Url, string Icon, NavLinkMatch Match = NavLinkMatch.Prefix);

/// <summary>The tables of both navigations. A page appears here in the commit that makes it.</summary>
public static class Places
{
    public static IReadOnlyList<Place> Billing { get; } =
    [
        new("Overview", PortalUrls.Billing, "home", NavLinkMatch.All),
        new("Plans", PortalUrls.Pricing, "layers"),
    ];

    /// <summary>The lab is there only where the sandbox is.</summary>
    public static IReadOnlyList<Place> ConsoleOf(PortalMode mode) => mode.IsSandbox ? [.. Console, new("Lab", PortalUrls.AdminLab, "flask")] : Console;

    private static IReadOnlyList<Place> Console { get; } =
    [
        new("Dashboard", PortalUrls.Admin, "gauge", NavLinkMatch.All),
        new("Webhooks", PortalUrls.AdminWebhooks, "pulse"),
        new("Mail", PortalUrls.AdminEmails, "mail"),
    ];
}
