namespace BillingPortal.Tests.Sandbox.Wire;

public sealed class ExpandTests
{
    [Fact]
    public async Task Ids_become_objects_down_to_four_levels_and_in_lists()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price) = (await room.CustomerAsync(), await room.MonthlyPriceAsync());
        var made = await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}", "expand[]=latest_invoice.payments", "expand[]=items.data.price.product");
        made.GetProperty("items").First().GetProperty("price").GetProperty("product").Text("name").ShouldBe("Team");
        var invoice = await room.GetAsync($"/v1/invoices/{made.GetProperty("latest_invoice").Text("id")}?expand[]=payments.data.payment.payment_intent");
        invoice.GetProperty("payments").First().GetProperty("payment").GetProperty("payment_intent").Text("status").ShouldBe("succeeded");
        var listed = (await room.GetAsync("/v1/subscriptions?expand[]=data.customer&expand[]=data.latest_invoice.lines")).First();
        listed.GetProperty("customer").Text("id").ShouldBe(customer);
        listed.GetProperty("latest_invoice").GetProperty("lines").First().Text("object").ShouldBe("line_item");
        (await room.GetAsync("/v1/subscriptions")).First().Text("customer").ShouldBe(customer);
    }

    [Theory]
    [InlineData("description")]
    [InlineData("nothing")]
    [InlineData("latest_invoice.subtotal")]
    [InlineData("latest_invoice.payments.data.payment.payment_intent")]
    [InlineData("latest_invoice.customer.invoice_settings.default_payment_method.customer.subscriptions")]
    public async Task What_is_no_reference_or_too_deep_is_refused(string path)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (customer, price) = (await room.CustomerAsync(), await room.MonthlyPriceAsync());
        var id = (await room.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}")).Text("id");
        var (status, error) = await room.RefusedAsync(HttpMethod.Get, $"/v1/subscriptions/{id}?expand[]={path}");
        (status, error.Text("param")).ShouldBe((400, "expand"));
    }
}
