namespace BillingPortal.Tests.Conformance.Journeys;

/// <summary>Test clocks, and what only the passing of time brings about.</summary>
internal static class ClockJourneys
{
    public static async Task TestClocksAsync(SandboxSession api)
    {
        var start = DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds();
        var clock = (await api.PostAsync("/v1/test_helpers/test_clocks", $"frozen_time={start}", "name=A month")).Id();
        var customer = await api.PayerAsync(more: $"test_clock={clock}");
        var price = await api.MonthlyPriceAsync();
        await api.PostAsync("/v1/subscriptions", $"customer={customer}", $"items[0][price]={price}");
        await api.PostAsync($"/v1/test_helpers/test_clocks/{clock}/advance", $"frozen_time={start + (32 * 86_400)}");
        while ((await api.GetAsync($"/v1/test_helpers/test_clocks/{clock}")).Text("status") != "ready")
            await Task.Yield();
        await api.GetAsync("/v1/test_helpers/test_clocks?limit=3");
        await api.GetAsync($"/v1/invoices?customer={customer}&expand[0]=data.test_clock");
        await api.DeleteAsync($"/v1/test_helpers/test_clocks/{clock}");
        await api.RefusedAsync(HttpMethod.Get, $"/v1/test_helpers/test_clocks/{clock}");
    }
}
