using BillingPortal.StripeSandbox;

return await SandboxProgram.RunAsync(args);
