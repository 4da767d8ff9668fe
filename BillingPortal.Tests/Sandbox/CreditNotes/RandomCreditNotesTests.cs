using System.Text.Json;

namespace BillingPortal.Tests.Sandbox.CreditNotes;

/// <summary>Whatever is credited, refunded, paid and voided in whatever order: nothing exceeds the invoice, and the balance is what its moves add up to.</summary>
public sealed class RandomCreditNotesTests
{
    [Theory, InlineData(0), InlineData(100), InlineData(200)]
    public async Task Notes_payments_and_refunds_agree_after_any_sequence(int firstSeed)
    {
        for (var seed = firstSeed; seed < firstSeed + 6; seed++)
        {
            await using var room = await SandboxRoom.OpenAsync();
            var life = new Life(room, new Random(seed));
            await life.BeginAsync();
            for (var step = 0; step < 30; step++)
                await life.StepAsync();
            await AgreeAsync(room, life.Customer, $"seed {seed}: {string.Join("; ", life.Done)}");
        }
    }

    private static async Task AgreeAsync(SandboxRoom room, string customer, string story)
    {
        var notes = (await room.GetAsync("/v1/credit_notes?limit=100")).GetProperty("data").EnumerateArray().ToList();
        notes.Count(note => note.Text("status") == "issued").ShouldBeGreaterThan(0, story);
        foreach (var note in notes)
        {
            var lines = note.GetProperty("lines").GetProperty("data").EnumerateArray().ToList();
            var exclusive = lines.Sum(line => line.GetProperty("taxes").EnumerateArray().Where(tax => tax.Text("tax_behavior") == "exclusive").Sum(tax => tax.Number("amount")));
            (lines.Sum(line => line.Number("amount") - line.Number("discount_amount")) + exclusive).ShouldBe(note.Number("total"), story);
            (note.Number("pre_payment_amount") + note.Number("post_payment_amount")).ShouldBe(note.Number("total"), story);
        }

        foreach (var invoice in (await room.GetAsync("/v1/invoices?limit=100")).GetProperty("data").EnumerateArray())
        {
            var own = notes.Where(note => note.Text("invoice") == invoice.Text("id") && note.Text("status") == "issued").ToList();
            own.Sum(note => note.Number("total")).ShouldBeInRange(0, invoice.Number("total"), story);
            own.Sum(note => note.Number("pre_payment_amount")).ShouldBe(invoice.Number("pre_payment_credit_notes_amount"), story);
            own.Sum(note => note.Number("post_payment_amount")).ShouldBe(invoice.Number("post_payment_credit_notes_amount"), story);
            (invoice.Number("amount_paid") + invoice.Number("amount_remaining")).ShouldBe(invoice.Number("amount_due"), story);
            (invoice.Number("amount_due") + invoice.Number("pre_payment_credit_notes_amount")).ShouldBe(Math.Max(invoice.Number("total") + invoice.Number("starting_balance"), 0), story);
            (invoice.Text("status") == "paid").ShouldBe(invoice.Number("amount_remaining") == 0, story);
            foreach (var line in (await room.WholeAsync(invoice)).GetProperty("lines").GetProperty("data").EnumerateArray())
                own.SelectMany(note => note.GetProperty("lines").GetProperty("data").EnumerateArray())
                    .Where(credit => credit.TryGetProperty("invoice_line_item", out var id) && id.GetString() == line.Text("id"))
                    .Sum(credit => credit.Number("amount")).ShouldBeInRange(0, line.Number("amount"), story);
        }

        foreach (var charge in (await room.GetAsync("/v1/charges?limit=100")).GetProperty("data").EnumerateArray())
            charge.Number("amount_refunded").ShouldBeInRange(0, charge.Number("amount_captured"), story);
        var moves = (await room.GetAsync($"/v1/customers/{customer}/balance_transactions?limit=100")).GetProperty("data").EnumerateArray().ToList();
        moves.Sum(move => move.Number("amount")).ShouldBe((await room.GetAsync("/v1/customers/" + customer)).Number("balance"), story);
        foreach (var move in moves.Where(move => move.Text("type") == "credit_note"))
            notes.Single(note => note.Text("id") == move.Text("credit_note")).Text("customer_balance_transaction").ShouldBe(move.Text("id"), story);
        var accounted = notes.SelectMany(note => note.GetProperty("refunds").EnumerateArray()).GroupBy(part => part.Text("refund"));
        foreach (var refund in accounted)
            refund.Sum(part => part.Number("amount_refunded")).ShouldBeLessThanOrEqualTo((await room.GetAsync("/v1/refunds/" + refund.Key)).Number("amount"), story);
    }

    /// <summary>A merchant who credits without looking; what Stripe would refuse may be refused, and must then change nothing.</summary>
    private sealed class Life(SandboxRoom room, Random chance)
    {
        private readonly List<JsonElement> invoices = [];
        private readonly List<string> notes = [];
        private string coupon = "", exclusive = "", inclusive = "";

        public string Customer { get; private set; } = "";

        public List<string> Done { get; } = [];

        public async Task BeginAsync()
        {
            Customer = await room.CustomerAsync();
            coupon = (await room.PostAsync("/v1/coupons", "percent_off=33.3")).Text("id");
            exclusive = (await room.PostAsync("/v1/tax_rates", "display_name=VAT", "percentage=7.7", "inclusive=false")).Text("id");
            inclusive = (await room.PostAsync("/v1/tax_rates", "display_name=GST", "percentage=19", "inclusive=true")).Text("id");
            await OpenAsync();
        }

        public Task StepAsync() => chance.Next(9) switch
        {
            0 => OpenAsync(),
            1 => DoAsync($"/v1/invoices/{Some().Text("id")}/pay"),
            2 when notes.Count > 0 => DoAsync($"/v1/credit_notes/{notes[chance.Next(notes.Count)]}/void"),
            3 => RefundAsync(),
            _ => CreditAsync(),
        };

        private JsonElement Some() => invoices[chance.Next(invoices.Count)];

        private async Task OpenAsync()
        {
            string[] more = [.. chance.Next(2) == 0 ? [$"discounts[0][coupon]={coupon}"] : Array.Empty<string>(),
                .. chance.Next(3) switch { 0 => [$"default_tax_rates[0]={exclusive}"], 1 => [$"default_tax_rates[0]={inclusive}"], _ => Array.Empty<string>() }];
            invoices.Add(await room.OpenInvoiceAsync(Customer, [chance.Next(500, 3000), chance.Next(500, 3000)], more));
            Done.Add("open " + invoices[^1].Number("total"));
        }

        private async Task CreditAsync()
        {
            var invoice = await room.AgainAsync(Some());
            var lines = invoice.GetProperty("lines").GetProperty("data");
            string[] what = chance.Next(3) == 0 ? [$"amount={chance.Next(1, 1500)}"]
                : ["lines[0][type]=invoice_line_item", $"lines[0][invoice_line_item]={lines[chance.Next(2)].Text("id")}",
                    chance.Next(3) == 0 ? "lines[0][quantity]=1" : $"lines[0][amount]={chance.Next(1, 1500)}"];
            var (status, preview) = await room.TryAsync("/v1/credit_notes", [$"invoice={invoice.Text("id")}", .. what]);
            if (status != 200 && preview.GetProperty("error").Text("message").Contains("must equal", StringComparison.Ordinal))
            {
                var back = PaidAlready(preview.GetProperty("error").Text("message"));
                var refund = chance.NextInt64(back + 1);
                var credit = chance.NextInt64(back - refund + 1);
                (status, preview) = await room.TryAsync("/v1/credit_notes",
                    [$"invoice={invoice.Text("id")}", .. what, $"refund_amount={refund}", $"credit_amount={credit}", $"out_of_band_amount={back - refund - credit}"]);
            }

            Done.Add($"{what[^1]} {status}");
            if (status == 200)
                notes.Add(preview.Text("id"));
        }

        /// <summary>The refusal names the amount that has to be given back, such as $12.00.</summary>
        private static long PaidAlready(string message)
        {
            var from = message.LastIndexOf('$') + 1;
            return (long)(100 * decimal.Parse(message[from..message.IndexOf(')', from)], System.Globalization.CultureInfo.InvariantCulture));
        }

        private async Task RefundAsync()
        {
            var charges = (await room.GetAsync("/v1/charges?limit=100")).GetProperty("data");
            if (charges.GetArrayLength() > 0)
                await DoAsync("/v1/refunds", $"charge={charges[chance.Next(charges.GetArrayLength())].Text("id")}", $"amount={chance.Next(1, 500)}");
        }

        private async Task DoAsync(string path, params string[] form) => Done.Add($"{path.Split('/')[^1]} {(await room.TryAsync(path, form)).Status}");
    }
}
