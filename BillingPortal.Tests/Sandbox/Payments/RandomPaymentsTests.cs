using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.Payments;

/// <summary>Whatever is done to payments in whatever order: the amounts agree with each other, and nothing is charged twice.</summary>
public sealed class RandomPaymentsTests
{
    private static readonly string[] Cards =
    [
        "pm_card_visa", "pm_card_visa", "pm_card_mastercard", "pm_card_visa_chargeDeclined", "pm_card_authenticationRequired", "pm_card_pendingRefund", "pm_card_refundFail",
        "pm_card_createDispute", "pm_card_createDisputeInquiry", "pm_card_createMultipleDisputes", "pm_card_threeDSecureRequiredChargeDeclined", "pm_card_bypassPending",
    ];

    [Theory, InlineData(0), InlineData(100), InlineData(200), InlineData(300)]
    public async Task Amounts_agree_after_any_sequence(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + 8; seed++)
        {
            await using var room = await SandboxRoom.OpenAsync();
            var life = new Life(room, new Random(seed), await room.CustomerAsync());
            for (var step = 0; step < 40; step++)
                await life.StepAsync();
            room.Time.Advance(TimeSpan.FromDays(1));
            await AgreeAsync(room, $"seed {seed}: {string.Join("; ", life.Done)}");
        }
    }

    private static async Task AgreeAsync(SandboxRoom room, string story)
    {
        var (charges, refunds, disputes) = (await AllAsync(room, "charges"), await AllAsync(room, "refunds"), await AllAsync(room, "disputes"));
        var (intents, invoices, booked) = (await AllAsync(room, "payment_intents"), await AllAsync(room, "invoices"), await AllAsync(room, "balance_transactions"));
        var payments = await AllAsync(room, "invoice_payments");
        foreach (var charge in charges.Where(charge => charge.GetProperty("captured").GetBoolean()))
        {
            var back = refunds.Where(refund => refund.Text("charge") == charge.Text("id") && refund.Text("status") != "failed").Sum(refund => refund.Number("amount"));
            charge.Number("amount_refunded").ShouldBe(back, story);
            back.ShouldBeInRange(0, charge.Number("amount_captured"), story);
            charge.GetProperty("refunded").GetBoolean().ShouldBe(back == charge.Number("amount_captured"), story);
            disputes.Where(dispute => dispute.Text("charge") == charge.Text("id")).Sum(dispute => dispute.Number("amount")).ShouldBeInRange(0, charge.Number("amount_captured"), story);
        }

        foreach (var intent in intents)
        {
            var taken = charges.Where(charge => charge.GetProperty("payment_intent").GetString() == intent.Text("id") && charge.Text("status") == "succeeded").ToList();
            taken.Count.ShouldBeLessThanOrEqualTo(1, story);
            intent.Number("amount_received").ShouldBe(taken.Sum(charge => charge.Number("amount_captured")), story);
            (intent.Number("amount_received") > 0).ShouldBe(intent.Text("status") == "succeeded", story);
            intent.Number("amount_capturable").ShouldBe(intent.Text("status") == "requires_capture" ? intent.Number("amount") : 0, story);
        }

        foreach (var invoice in invoices.Where(invoice => invoice.Text("status") is "open" or "paid"))
        {
            (invoice.Number("amount_paid") + invoice.Number("amount_remaining")).ShouldBe(invoice.Number("amount_due"), story);
            var own = payments.Where(payment => payment.Text("invoice") == invoice.Text("id") && payment.Text("status") == "paid").ToList();
            own.Sum(payment => payment.Number("amount_paid")).ShouldBe(invoice.Number("amount_paid") + invoice.Number("amount_overpaid"), story);
        }

        // Nothing is paid towards an invoice that the invoice does not know, and its own payment ends with it.
        foreach (var payment in payments.Where(payment => payment.Text("status") != "paid" && payment.GetProperty("is_default").GetBoolean()))
        {
            var intent = intents.Single(intent => intent.Text("id") == payment.GetProperty("payment").Text("payment_intent"));
            intent.Text("status").ShouldNotBe("succeeded", story);
            (invoices.Single(invoice => invoice.Text("id") == payment.Text("invoice")).Text("status") == "paid").ShouldBe(intent.Text("status") == "canceled", story);
        }

        var withdrawn = disputes.Where(dispute => dispute.Text("status") is "needs_response" or "under_review" or "lost").Sum(dispute => dispute.Number("amount"));
        booked.Sum(row => row.Number("amount")).ShouldBe(
            charges.Sum(charge => charge.Number("amount_captured")) - refunds.Where(refund => refund.Text("status") != "failed").Sum(refund => refund.Number("amount")) - withdrawn, story);
    }

    private static async Task<List<JsonElement>> AllAsync(SandboxRoom room, string what)
    {
        var all = new List<JsonElement>();
        for (JsonElement page = default; all.Count == 0 || page.GetProperty("has_more").GetBoolean();)
        {
            page = await room.GetAsync($"/v1/{what}?limit=100{(all.Count == 0 ? "" : "&starting_after=" + all[^1].Text("id"))}");
            all.AddRange(page.GetProperty("data").EnumerateArray());
            if (page.GetProperty("data").GetArrayLength() == 0)
                break;
        }

        return all;
    }

    /// <summary>One merchant's and one customer's doings, chosen by chance; what Stripe would refuse may be refused.</summary>
    private sealed class Life(SandboxRoom room, Random chance, string customer)
    {
        private readonly List<string> intents = [];
        private readonly List<string> invoices = [];

        public List<string> Done { get; } = [];

        public async Task StepAsync()
        {
            var (intent, invoice, card) = (Any(intents), Any(invoices), OneOf(Cards));
            switch (chance.Next(14))
            {
                case 0 or 1:
                    await MakeAsync(card);
                    break;
                case 2 when intent is not null:
                    await TryAsync($"/v1/payment_intents/{intent}/confirm", $"payment_method={card}");
                    break;
                case 3 when intent is not null:
                    using (var form = new FormUrlEncodedContent([KeyValuePair.Create("outcome", chance.Next(3) == 0 ? "fail" : "approve")]))
                    using (await room.Http.PostAsync("/3ds/" + intent, form))
                        Done.Add("3ds " + intent);
                    break;
                case 4 when intent is not null:
                    await TryAsync($"/v1/payment_intents/{intent}/capture", $"amount_to_capture={chance.Next(1, 3000)}");
                    break;
                case 5 when intent is not null:
                    await TryAsync($"/v1/payment_intents/{intent}/cancel");
                    break;
                case 6 or 7 when intent is not null:
                    await TryAsync("/v1/refunds", [$"payment_intent={intent}", .. chance.Next(3) == 0 ? [] : new[] { $"amount={chance.Next(1, 1500)}" }]);
                    break;
                case 8:
                    await DraftAsync();
                    break;
                case 9 or 10 when invoice is not null:
                    await TryAsync($"/v1/invoices/{invoice}/pay", chance.Next(4) == 0 ? ["off_session=false"] : []);
                    break;
                case 11 when invoice is not null && intent is not null:
                    await TryAsync($"/v1/invoices/{invoice}/attach_payment", $"payment_intent={intent}");
                    break;
                case 12:
                    await AnswerDisputeAsync();
                    break;
                default:
                    room.Time.Advance(TimeSpan.FromSeconds(chance.Next(1, 40)));
                    await TryAsync("/_sandbox/payments/next", $"outcome={OneOf("succeed", "authenticate", "decline:insufficient_funds")}");
                    break;
            }
        }

        private async Task MakeAsync(string card)
        {
            string[] form = [$"amount={chance.Next(100, 3000)}", "currency=usd", $"customer={customer}", $"capture_method={(chance.Next(3) == 0 ? "manual" : "automatic")}"];
            var made = await room.PostAsync("/v1/payment_intents", form);
            intents.Add(made.Text("id"));
            if (chance.Next(4) > 0)
                await TryAsync($"/v1/payment_intents/{made.Text("id")}/confirm", $"payment_method={card}");
        }

        private async Task DraftAsync()
        {
            await room.PostAsync("/v1/invoiceitems", $"customer={customer}", $"amount={chance.Next(100, 3000)}", "currency=usd");
            var made = (await room.PostAsync("/v1/invoices", $"customer={customer}", "pending_invoice_items_behavior=include", "auto_advance=false")).Text("id");
            invoices.Add(made);
            if (chance.Next(3) > 0)
            {
                var open = await room.PostAsync($"/v1/invoices/{made}/finalize", "expand[]=payments");
                if (open.GetProperty("payments").GetProperty("data").GetArrayLength() > 0)
                    intents.Add(open.GetProperty("payments").First().GetProperty("payment").Text("payment_intent"));
            }
        }

        private async Task AnswerDisputeAsync()
        {
            if (Any((await room.GetAsync("/v1/disputes")).Ids()) is { } dispute)
                await TryAsync("/v1/disputes/" + dispute, $"evidence[uncategorized_text]={OneOf("winning_evidence", "losing_evidence", "escalate_inquiry_evidence", "a story")}");
        }

        private async Task TryAsync(string path, params string[] form)
        {
            using var answer = await room.SendAsync(HttpMethod.Post, path, form);
            Done.Add($"{path} {string.Join(' ', form)} {(int)answer.StatusCode}");
            ((int)answer.StatusCode).ShouldBeLessThan(500, string.Join("; ", Done));
        }

        private string? Any(List<string> among) => among.Count == 0 ? null : among[chance.Next(among.Count)];

        private string OneOf(params string[] among) => among[chance.Next(among.Length)];
    }
}
