using BillingPortal.Hosting;

namespace BillingPortal.Tests.Configuration;

public sealed class ConfigurationCheckTests
{
    [Fact]
    public async Task One_message_names_every_bad_setting_and_the_program_ends_with_2()
    {
        var (code, _, error) = await RunAsync([], new()
        {
            ["STRIPE_SECRET_KEY"] = "pk_test_publishable_by_mistake",
            ["STRIPE_WEBHOOK_SECRET"] = "not_a_webhook_secret",
            ["STRIPE_WEBHOOK_TOLERANCE_SECONDS"] = "five minutes",
            ["TRIAL_DAYS"] = "fourteen",
            ["TRIAL_END_BEHAVIOR"] = "explode",
            ["APP_BASE_URL"] = "billing.example.com",
            ["DATABASE_URL"] = "mysql://localhost/x",
            ["EMAIL_PROVIDER"] = "pigeon",
            ["SMTP_PORT"] = "smtp",
            ["STRIPE_BILLING_ENABLED"] = "maybe",
            ["BILLING_DEFAULT_CURRENCY"] = "dollars",
        });
        code.ShouldBe(2);
        foreach (var name in new[] { "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_WEBHOOK_TOLERANCE_SECONDS", "TRIAL_DAYS", "TRIAL_END_BEHAVIOR", "APP_BASE_URL", "DATABASE_URL", "EMAIL_PROVIDER", "SMTP_PORT", "STRIPE_BILLING_ENABLED", "BILLING_DEFAULT_CURRENCY" })
            error.ShouldContain($"- {name}");
    }

    [Fact]
    public async Task A_secret_of_the_wrong_shape_is_not_repeated()
    {
        var (_, _, error) = await RunAsync([], new() { ["STRIPE_SECRET_KEY"] = "whsec_very_secret_value", ["STRIPE_WEBHOOK_SECRET"] = "sk_live_very_secret_value" });
        error.ShouldContain("STRIPE_SECRET_KEY");
        error.ShouldNotContain("very_secret_value");
    }

    [Fact]
    public async Task In_Production_there_is_no_sandbox_and_a_missing_key_is_told()
    {
        var (code, _, error) = await RunAsync([], new() { ["ASPNETCORE_ENVIRONMENT"] = "Production" });
        code.ShouldBe(2);
        error.ShouldContain("STRIPE_SECRET_KEY is not set");
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_in_one_sentence_and_the_program_ends_with_1()
    {
        var (code, _, error) = await RunAsync([], new() { ["DATABASE_URL"] = "postgres://nobody:nothing@127.0.0.1:1/nowhere" });
        code.ShouldBe(1);
        error.ShouldContain("DATABASE_URL");
        error.ShouldNotContain("   at ");
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] args, Dictionary<string, string> environment)
    {
        var data = Directory.CreateTempSubdirectory("billingportal-test-");
        try
        {
            using var output = new StringWriter();
            using var error = new StringWriter();
            var settings = new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DATA_DIRECTORY"] = data.FullName, ["LOG_LEVEL"] = "Fatal", ["DATABASE_URL"] = Path.Combine(data.FullName, "x.db") };
            foreach (var (name, value) in environment)
                settings[name] = value;
            var code = await new PortalProcess((given, variables) => Program.Build(given, variables), settings, output, error).RunAsync(args);
            return (code, output.ToString(), error.ToString());
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
