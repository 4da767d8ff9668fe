using System.CommandLine;

namespace BillingPortal.CommandLine;

/// <summary>The table of commands. Exit codes: 0 done, 1 failed check, 2 wrong use.</summary>
public static class PortalCommandLine
{
    public const int Done = 0;
    public const int FailedCheck = 1;
    public const int WrongUse = 2;

    public static async Task<int> RunAsync(string[] args, CommandContext context, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("The billing portal. Without a command it serves: dotnet run --project BillingPortal -- --urls http://127.0.0.1:5000")
        {
            DatabaseCommands.Create(context), PlansCommands.Create(context), AdminCommands.Create(context), LabCommands.Create(context),
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
}
