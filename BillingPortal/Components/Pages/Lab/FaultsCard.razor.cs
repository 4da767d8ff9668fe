using System.Globalization;
using BillingPortal.Core.Lab;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Lab;

/// <summary>Adds faults and takes them away. What a fault needs is judged by the sandbox, whose words are shown.</summary>
public sealed partial class FaultsCard(SandboxDesk desk)
{
    private const string NumberLabel = "Status, rate, seconds or times";
    private static readonly (string Key, string Text)[] Kinds = [.. LabWords.ApiFaults, .. LabWords.WebhookFaults];
    private static readonly IReadOnlyList<(string?, IReadOnlyList<(string, string)>)> Groups = [("Stripe's API", LabWords.ApiFaults), ("Webhooks", LabWords.WebhookFaults)];

    [Parameter, EditorRequired]
    public IReadOnlyList<SandboxFault> Faults { get; set; } = [];

    [Parameter]
    public bool MayAct { get; set; }

    [SupplyParameterFromForm(FormName = "fault")]
    private FaultForm? Form { get; set; }

    [SupplyParameterFromForm(FormName = "fault-remove")]
    private RemovalForm? Removal { get; set; }

    private int InForce => Faults.Count(fault => !fault.Over);

    private Task AddAsync() => ActAsync("fault", actor => desk.AddFaultAsync(Order(Form ?? new FaultForm()), actor, Cancellation));

    private Task RemoveAsync() => ActAsync("fault-removed", actor => desk.RemoveFaultAsync(string.IsNullOrEmpty(Removal?.Id) ? null : Removal.Id, actor, Cancellation));

    /// <summary>One number field serves four meanings; each kind has one.</summary>
    public static FaultOrder Order(FaultForm form)
    {
        var (kind, number) = (form.Kind ?? "", Number(form.Number));
        var ofApi = LabWords.ApiFaults.Any(fault => fault.Key == kind);
        var where = Given(form.Where);
        return new FaultOrder
        {
            Kind = kind,
            Path = ofApi ? where : null,
            Types = ofApi || where is null ? null : where.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries),
            About = ofApi ? null : Given(form.About),
            Rate = Number(form.Percent) is { } percent ? percent / 100m : null,
            Count = Number(form.Most),
            Status = kind == "error" ? number : null,
            PerSecond = kind == "rate_limit" ? number : null,
            Seconds = kind is "slow" or "delay" or "reorder" ? number : null,
            Times = kind == "duplicate" ? number : null,
        };
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private sealed class RemovalForm
    {
        public string? Id { get; set; }
    }
}

/// <summary>The form as it was filled in; all of it is text until it is read.</summary>
public sealed class FaultForm
{
    public string? Kind { get; set; }

    public string? Where { get; set; }

    public string? About { get; set; }

    public string? Percent { get; set; }

    public string? Most { get; set; }

    public string? Number { get; set; }
}
