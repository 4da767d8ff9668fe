namespace BillingPortal.Tests.Sandbox.Wire;

/// <summary>What Stripe would refuse before it begins to work, the sandbox refuses in the same words.</summary>
public sealed class StrictRequestTests
{
    [Theory]
    [InlineData("/v1/customers", "emial=a@example.com", "emial", "parameter_unknown", "Received unknown parameter: emial. Did you mean email?")]
    [InlineData("/v1/customers", "address[town]=X", "address[town]", "parameter_unknown", "Received unknown parameter: address[town]")]
    [InlineData("/v1/customers", "colour=red&shape=round", "colour", "parameter_unknown", "Received unknown parameters: colour, shape")]
    [InlineData("/v1/customers", "name[first]=Ann", "name", null, "Invalid string: {\"first\"=>\"Ann\"}")]
    [InlineData("/v1/customers", "metadata=x", "metadata", null, "Invalid object")]
    [InlineData("/v1/customers", "address[0][city]=X", "address", null, "Invalid object")]
    [InlineData("/v1/customers", "metadata[a][b]=x", "metadata[a]", null, "Invalid string: {\"b\"=>\"x\"}")]
    [InlineData("/v1/customers", "preferred_locales=en", "preferred_locales", null, "Invalid array")]
    [InlineData("/v1/customers", "preferred_locales[a]=en", "preferred_locales", null, "Invalid array")]
    [InlineData("/v1/customers", "balance=1.5", "balance", "parameter_invalid_integer", "Invalid integer: 1.5")]
    [InlineData("/v1/customers", "tax_exempt=maybe", "tax_exempt", null, "Invalid tax_exempt: must be one of exempt, none, or reverse")]
    [InlineData("/v1/customers", "expand=default_source", "expand", null, "Invalid array")]
    [InlineData("/v1/customers", "balance=", "balance", "parameter_invalid_empty", "You passed an empty string for 'balance'.*")]
    [InlineData("/v1/products", "description=x", "name", "parameter_missing", "Missing required param: name.")]
    [InlineData("/v1/products", "name=A&active=yes", "active", null, "Invalid boolean: yes")]
    [InlineData("/v1/products", "name=A&default_price_data[currency]=usd&default_price_data[recurring][count]=1", "default_price_data[recurring][count]", "parameter_unknown", "Received unknown parameter: default_price_data[recurring][count]")]
    [InlineData("/v1/prices", "currency=usd&recurring[interval_count]=1", "recurring[interval]", "parameter_missing", "Missing required param: recurring[interval].")]
    [InlineData("/v1/prices", "currency=usd&recurring[interval]=decade", "recurring[interval]", null, "Invalid recurring[interval]: must be one of day, month, week, or year")]
    [InlineData("/v1/prices", "currency=usd&tiers[0][up_to]=many", "tiers[0][up_to]", "parameter_invalid_integer", "Invalid tiers[0][up_to]: must be an integer or inf")]
    [InlineData("/v1/subscriptions", "customer=cus_1&items[0][prise]=x", "items[0][prise]", "parameter_unknown", "Received unknown parameter: items[0][prise]. Did you mean items[0][price]?")]
    [InlineData("/v1/invoices/in_none/pay", "payed_out_of_band=true", "payed_out_of_band", "parameter_unknown", "Received unknown parameter: payed_out_of_band. Did you mean paid_out_of_band?")]
    public async Task A_request_that_Stripe_does_not_know_is_refused_with_its_parameter(string path, string form, string param, string? code, string message)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, path, form.Split('&'));
        (status, error.Text("type"), error.Text("param")).ShouldBe((400, "invalid_request_error", param));
        (error.TryGetProperty("code", out var told) ? told.GetString() : null).ShouldBe(code);
        if (message.EndsWith('*'))
            error.Text("message").ShouldStartWith(message[..^1]);
        else
            error.Text("message").ShouldBe(message);
    }

    [Theory]
    [InlineData("/v1/customers?limit=ten", "limit")]
    [InlineData("/v1/customers?created[after]=1", "created[after]")]
    [InlineData("/v1/customers?starting_after=", "starting_after")]
    [InlineData("/v1/subscriptions?status=alive", "status")]
    [InlineData("/v1/payment_methods?type=cash", "type")]
    public async Task Queries_are_read_as_strictly(string path, string param)
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (status, error) = await room.RefusedAsync(HttpMethod.Get, path);
        (status, error.Text("param")).ShouldBe((400, param));
    }

    [Fact]
    public async Task Without_a_version_old_parameters_are_passed_over_at_every_level_but_types_still_count()
    {
        await using var room = await SandboxRoom.OpenAsync();
        using var old = await room.SendAsync(HttpMethod.Post, "/v1/customers", ["name=A", "plan=gold", "address[town]=X", "preferred_locales[]=en"], version: null);
        old.IsSuccessStatusCode.ShouldBeTrue();
        using var wrong = await room.SendAsync(HttpMethod.Post, "/v1/customers", ["balance=much"], version: null);
        ((int)wrong.StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task What_Stripe_knows_and_the_sandbox_does_not_act_on_is_refused_by_a_name_of_its_own()
    {
        await using var room = await SandboxRoom.OpenAsync();
        var (status, error) = await room.RefusedAsync(HttpMethod.Post, "/v1/customers", "source=tok_visa");
        (status, error.Text("code"), error.Text("param")).ShouldBe((400, "sandbox_parameter_unsupported", "source"));
        error.Text("message").ShouldStartWith("The sandbox does not act on");
        (await room.GetAsync("/v1/customers")).Ids().ShouldBeEmpty();
    }
}
