using System.CommandLine;
using BillingPortal.Hosting;

namespace BillingPortal.CommandLine;

/// <summary>First look at what was typed: no words start the portal, words run a command. Exit codes: 0 done, 1 failed check, 2 wrong use.</summary>
public static class PortalCommandLine
{
    public const int Done = 0;
    public const int FailedCheck = 1;
    public const int WrongUse = 2;

    public static async Task<int> RunAsync(string[] args, IReadOnlyDictionary<string, string> environment, TextWriter output, TextWriter error)
    {
        try
        {
            if (args.Length == 0 || args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version"))
                return await ServeAsync(args, environment, output);
            var context = new CommandContext(environment, output);
            var root = new RootCommand("The billing portal. Without a command it serves: dotnet run --project BillingPortal -- --urls http://127.0.0.1:5000")
            {
                DatabaseCommands.Create(context), PlansCommands.Create(context), AdminCommands.Create(context),
            };
            root.Add(context.Json);
            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0)
            {
                foreach (var mistake in parsed.Errors)
                    await error.WriteLineAsync(mistake.Message);
                await error.WriteLineAsync("Try --help.");
                return WrongUse;
            }

            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (StartRefusedException refused)
        {
            await error.WriteLineAsync(refused.Message);
            return refused.ExitCode;
        }
    }

    private static async Task<int> ServeAsync(string[] args, IReadOnlyDictionary<string, string> environment, TextWriter output)
    {
        await using var app = Program.Build(ServeSwitches.Apply(args), environment);
        await app.StartPortalAsync();
        Welcome.Print(app, output);
        await app.WaitForShutdownAsync();
        return Done;
    }
}
