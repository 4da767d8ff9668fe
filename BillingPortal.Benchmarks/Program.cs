using BillingPortal.Benchmarks;

// Figures without a floor mean nothing: every benchmark prints what the same machine could do at most, measured in the same run.
return args switch
{
    ["webhooks", .. var rest] when WebhookBenchArguments.TryParse(rest, out var arguments) => await WebhookBench.RunAsync(arguments),
    ["sandbox", .. var rest] when SandboxBenchArguments.TryParse(rest, out var arguments) => await SandboxBench.RunAsync(arguments),
    ["load", .. var rest] => await LoadGenerator.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        usage: dotnet run -c Release --project BillingPortal.Benchmarks --
          webhooks [--events N] [--database sqlite|postgres|both] [--connections 1,8,32] [--memory-events N]
          sandbox [--requests N] [--connections 1,8] [--subscriptions N] [--days N]
        """);
    return 2;
}
