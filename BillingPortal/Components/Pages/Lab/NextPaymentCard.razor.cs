using System.Globalization;
using BillingPortal.Core.Lab;
using BillingPortal.Core.Primitives;
using Microsoft.AspNetCore.Components;

namespace BillingPortal.Components.Pages.Lab;

/// <summary>Decides what the next attempts to pay come to: success, a decline with its reason, or a question to the cardholder.</summary>
public sealed partial class NextPaymentCard(SandboxDesk desk)
{
    private static readonly IReadOnlyList<(string?, IReadOnlyList<(string, string)>)> Outcomes = [(null, LabWords.Outcomes)];

    [Parameter, EditorRequired]
    public IReadOnlyList<NextPayment> Waiting { get; set; } = [];

    [Parameter]
    public bool MayAct { get; set; }

    [SupplyParameterFromForm(FormName = "payment")]
    private PaymentForm? Form { get; set; }

    private Task DecideAsync() => Form?.Act == "forget"
        ? ActAsync("payment-forgotten", actor => desk.ForgetPaymentsAsync(actor, Cancellation))
        : ActAsync("payment", async actor => long.TryParse(Form?.Attempts, NumberStyles.None, CultureInfo.InvariantCulture, out var attempts)
            ? await desk.DecidePaymentsAsync(new NextPayment(Form?.Outcome ?? "", attempts, string.IsNullOrWhiteSpace(Form?.Customer) ? null : Form.Customer.Trim()), actor, Cancellation)
            : BillingError.Invalid("count", "How often must be a whole number."));

    private sealed class PaymentForm
    {
        public string? Act { get; set; }

        public string? Outcome { get; set; }

        public string? Attempts { get; set; }

        public string? Customer { get; set; }
    }
}
