using Microsoft.Playwright;

namespace BillingPortal.E2E.Browser;

/// <summary>How a person sees the page: colours and window.</summary>
public sealed record Look(string Name, ColorScheme Scheme, int Width, int Height)
{
    public static readonly Look Light = new("light", ColorScheme.Light, 1280, 800);
    public static readonly Look Dark = new("dark", ColorScheme.Dark, 1280, 800);

    /// <summary>The narrowest phone that the portal promises to work on.</summary>
    public static readonly Look Narrow = new("narrow", ColorScheme.Light, 360, 740);

    public static readonly IReadOnlyList<Look> All = [Light, Dark, Narrow];

    public static Look Named(string name) => All.Single(look => look.Name == name);

    public override string ToString() => Name;
}
