using BillingPortal.Tests.StripeApi;

namespace BillingPortal.Tests.Conformance;

/// <summary>The judge must be able to say no, about questions and about answers.</summary>
public sealed class ConformanceJudgeTests
{
    private const string GoodList = """{"object":"list","data":[],"has_more":false,"url":"/v1/customers"}""";

    [Theory]
    [InlineData("/v1/customers?limit=1", GoodList, null)]
    [InlineData("/v1/customers?created[gte]=5&expand[]=data.test_clock", GoodList, null)]
    [InlineData("/v1/customers?limit=one", GoodList, "GET /v1/customers: limit: 'one' is no integer")]
    [InlineData("/v1/customers?created[since]=5", GoodList, "GET /v1/customers: created[since]: unknown parameter")]
    [InlineData("/v1/customers?expand=x", GoodList, "GET /v1/customers: expand: expected a list, found 'x'")]
    [InlineData("/v1/customers?page=2", GoodList, "GET /v1/customers: page: unknown parameter")]
    [InlineData("/v1/clients", GoodList, "GET /v1/clients: not in the description")]
    [InlineData("/v1/customers", """{"object":"list","data":[{"id":"cus_1"}],"has_more":false}""", "GET /v1/customers: $.url: missing")]
    public async Task A_question_or_answer_that_Stripe_would_not_know_is_named(string path, string answer, string? violation)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answers(200, answer);
        var judge = new ConformanceJudge(StripeDescription.Required());
        var ear = judge.Handler();
        ear.InnerHandler = new SocketsHttpHandler();
        using var http = new HttpClient(ear) { BaseAddress = server.Address };
        await http.GetAsync(path);
        if (violation is null)
            judge.Violations.ShouldBeEmpty();
        else
            judge.Violations.Keys.ShouldContain(violation);
    }

    [Theory]
    [InlineData("name=A&metadata[a]=b&address=", null)]
    [InlineData("name[first]=A", "POST /v1/customers: name: expected string, found a hash or list")]
    [InlineData("metadata=a", "POST /v1/customers: metadata: expected a hash, found 'a'")]
    [InlineData("validate=yes", "POST /v1/customers: validate: 'yes' is no boolean")]
    [InlineData("tax_exempt=maybe", "POST /v1/customers: tax_exempt: 'maybe' is not one of the listed values")]
    [InlineData("tax_id_data[1][type]=eu_vat", "POST /v1/customers: tax_id_data: index '1' is out of order")]
    [InlineData("tax_id_data[0][type]=eu_vat", "POST /v1/customers: tax_id_data[0][value]: missing")]
    public async Task A_form_is_judged_down_to_its_leaves(string form, string? violation)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answers(200, "{}");
        var judge = new ConformanceJudge(StripeDescription.Required());
        var ear = judge.Handler();
        ear.InnerHandler = new SocketsHttpHandler();
        using var http = new HttpClient(ear) { BaseAddress = server.Address };
        using var content = new StringContent(form, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        await http.PostAsync("/v1/customers", content);
        var about = judge.Violations.Keys.Where(text => !text.Contains('$', StringComparison.Ordinal)).ToList();
        if (violation is null)
            about.ShouldBeEmpty();
        else
            about.ShouldContain(violation);
    }
}
