using BillingPortal.Core.Lab;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Lab;

/// <summary>The account's dunning settings, which at Stripe only the Dashboard changes.</summary>
public sealed partial class DunningCard(SandboxDesk desk)
{
    private static readonly IReadOnlyList<(string?, IReadOnlyList<(string, string)>)> After = [(null, LabWords.LastRetry)];
    private static readonly IReadOnlyList<(string?, IReadOnlyList<(string, string)>)> Invoice = [(null, LabWords.LastInvoice)];

    [Parameter, EditorRequired]
    public DunningSettings Settings { get; set; } = null!;

    [Parameter]
    public bool MayAct { get; set; }

    [SupplyParameterFromForm(FormName = "dunning")]
    private DunningForm? Form { get; set; }

    private string Days => string.Join(", ", Settings.RetryDays ?? []);

    private Task ChangeAsync() => ActAsync("dunning", actor => desk.ChangeDunningAsync(
        new DunningSettings((Form?.Days ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Form?.After, Form?.Invoice), actor, Cancellation));

    private sealed class DunningForm
    {
        public string? Days { get; set; }

        public string? After { get; set; }

        public string? Invoice { get; set; }
    }
}
