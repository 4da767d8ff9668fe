namespace BillingPortal.Components.Parts;

/// <summary>How a badge or banner is meant. Colour never says it alone: the words beside it do.</summary>
public enum Tone
{
    Neutral,
    Good,
    Info,
    Warning,
    Bad,
    Accent,
}

/// <summary>The class names of theme and icons for a tone.</summary>
public static class ToneNames
{
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Info => "info",
        Tone.Warning => "warn",
        Tone.Bad => "bad",
        Tone.Accent => "accent",
        _ => "neutral",
    };

    public static string Icon(this Tone tone) => tone switch
    {
        Tone.Good => "done",
        Tone.Warning => "warning",
        Tone.Bad => "error",
        _ => "info",
    };
}
