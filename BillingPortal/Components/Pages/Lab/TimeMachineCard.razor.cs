using System.Globalization;
using BillingPortal.Core.Lab;
using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Lab;

/// <summary>Moves the clock of everybody in the sandbox who has no test clock. The journey goes on in the background; LabWatch shows it.</summary>
public sealed partial class TimeMachineCard(TimeMachine machine)
{
    private static readonly (string Key, string Text)[] Steps = [("hour", "1 hour"), ("day", "1 day"), ("week", "1 week"), ("month", "1 month")];

    [Parameter, EditorRequired]
    public SandboxState State { get; set; } = null!;

    [Parameter]
    public bool MayAct { get; set; }

    [SupplyParameterFromForm(FormName = "travel")]
    private TravelForm? Form { get; set; }

    private Task TravelAsync() => ActAsync("travel", async actor => Target(State, Form) is { } to
        ? await machine.StartAsync(to, actor, Cancellation)
        : BillingError.Invalid("to", "Choose a date and a time to travel to."));

    /// <summary>Null when the date cannot be read or nothing was chosen.</summary>
    public static DateTimeOffset? Target(SandboxState state, TravelForm? form) => form?.By switch
    {
        "hour" => state.Clock.Now.AddHours(1),
        "day" => state.Clock.Now.AddDays(1),
        "week" => state.Clock.Now.AddDays(7),
        "month" => state.Clock.Now.AddMonths(1),
        "renewal" => state.NextRenewal + TimeMachine.UntilCharged,
        "date" when DateTimeOffset.TryParse(form.To, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var to) => to,
        _ => null,
    };

    private static string Local(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>Which button was pressed, and the date beside the last one.</summary>
public sealed class TravelForm
{
    public string? By { get; set; }

    public string? To { get; set; }
}
