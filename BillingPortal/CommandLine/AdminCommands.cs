using System.CommandLine;
using System.CommandLine.Parsing;
using BillingPortal.Access;
using BillingPortal.Core.Customers;
using BillingPortal.Core.Primitives;

namespace BillingPortal.CommandLine;

/// <summary><c>admin create</c> and <c>admin token</c>: the first person of the console, and tokens without a browser.</summary>
internal static class AdminCommands
{
    private const string Actor = "command:admin";

    public static Command Create(CommandContext context) => new("admin", "People and programs with rights.") { CreatePerson(context), CreateToken(context) };

    private static Command CreatePerson(CommandContext context)
    {
        var email = new Option<string>("--email") { Description = "Address to sign in with.", Required = true };
        var role = new Option<string>("--role") { Description = "support or superadmin.", DefaultValueFactory = _ => PortalRoles.Superadmin };
        role.AcceptOnlyFromAmong([.. PortalRoles.All]);
        var password = new Option<string?>("--password") { Description = "Without it one is drawn and printed." };
        var create = new Command("create", "Makes a person of the console, or gives a known one the role.") { email, role, password };
        create.SetAction((parsed, cancellation) => context.RunAsync(
            async services =>
            {
                var made = await services.GetRequiredService<ConsolePeople>().CreateAsync(parsed.GetRequiredValue(email), parsed.GetRequiredValue(role), parsed.GetValue(password), Actor, cancellation);
                if (!made.Succeeded)
                    return Refused(context, parsed, made.Error);
                var (person, word) = (made.Value, parsed.GetRequiredValue(role));
                context.Print(parsed, new { email = person.Email, role = word, created = person.Created, password = person.DrawnPassword },
                    person.Created ? $"{person.Email} can sign in as {word}." : $"{person.Email} is {word} now; the password is unchanged.",
                    person.DrawnPassword is { } drawn ? $"Password: {drawn}" : "");
                return PortalCommandLine.Done;
            },
            cancellation));
        return create;
    }

    private static Command CreateToken(CommandContext context)
    {
        var role = new Option<string>("--role") { Description = string.Join(", ", ApiTokenRoles.All) + ".", Required = true };
        role.AcceptOnlyFromAmong([.. ApiTokenRoles.All]);
        var organization = new Option<string?>("--org-id") { Description = "The one organization it may act for; needed for member, admin and owner." };
        var expires = new Option<int?>("--expires") { Description = "Days until it expires; without it, it does not." };
        var name = new Option<string>("--name") { Description = "What it is for.", DefaultValueFactory = _ => "made on the command line" };
        var token = new Command("token", "Makes an API token and prints it once.") { role, organization, expires, name };
        token.SetAction((parsed, cancellation) => context.RunAsync(
            async services =>
            {
                var bound = parsed.GetValue(organization) is { Length: > 0 } id ? OrganizationId.From(id) : (OrganizationId?)null;
                var valid = parsed.GetValue(expires) is { } days ? TimeSpan.FromDays(days) : (TimeSpan?)null;
                var made = await services.GetRequiredService<ApiTokenService>().CreateAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(role), bound, valid, Actor, cancellation);
                if (!made.Succeeded)
                    return Refused(context, parsed, made.Error);
                context.Print(parsed, new { token = made.Value.Secret, id = made.Value.Row.Id, expires_at = made.Value.Row.ExpiresAt }, made.Value.Secret, "This is shown once. Send it as Authorization: Bearer …");
                return PortalCommandLine.Done;
            },
            cancellation));
        return token;
    }

    private static int Refused(CommandContext context, ParseResult parsed, BillingError error)
    {
        context.Print(parsed, new { error = error.Detail }, error.Detail);
        return PortalCommandLine.WrongUse;
    }
}
