using BillingPortal.Core.Lab;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Lab;

/// <summary>The typed confirmation and the reset behind it.</summary>
public sealed partial class ResetCard(SandboxReset reset)
{
    [SupplyParameterFromForm(FormName = "reset")]
    private ResetForm? Form { get; set; }

    private Task ResetAsync() => ActAsync("reset", actor => reset.RunAsync(Form?.Confirmation, actor, Cancellation));

    private sealed class ResetForm
    {
        public string? Confirmation { get; set; }
    }
}
