using BillingPortal.Core.Notifications;
using BillingPortal.Core.Primitives;
using BillingPortal.Core.Subscriptions.Changes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Subscriptions;

/// <summary>What the Subscriptions folder offers to the container.</summary>
public static class SubscriptionsRegistration
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<SubscriptionProjection>()
        .AddSingleton<SubscriptionEffects>()
        .AddSingleton<TrialLedger>()
        .AddSingleton<TrialStartedNotice>()
        .AddNotice<TrialStartedTemplate>()
        .AddSingleton<SubscriptionQueries>()
        .AddSingleton<SubscriptionStatistics>()
        .AddSingleton<RedirectAllowList>()
        .AddSingleton<CheckoutAttempts>()
        .AddTransient<SubscriptionReader>()
        .AddTransient<CheckoutRules>()
        .AddTransient<CheckoutSessions>()
        .AddTransient<CheckoutReturns>()
        .AddTransient<CheckoutService>()
        .AddTransient<CustomerPortal>()
        .AddPortalOptions<ChangeOptions>(configuration, ChangeOptions.Section)
        .AddSingleton<ChangeTools>()
        .AddSingleton<WaitingChanges>()
        .AddSingleton<QuoteDesk>()
        .AddSingleton<ChangeSignal>()
        .AddTransient<PlannedChanges>()
        .AddTransient<MissedChanges>()
        .AddTransient<InterruptedChanges>()
        .AddHostedService<ChangeWorker>()
        .AddTransient<ChangeRules>()
        .AddTransient<ChangePricing>()
        .AddTransient<ChangeAtStripe>()
        .AddTransient<QuoteService>()
        .AddTransient<ChangeService>()
        .AddTransient<CancellationService>()
        .AddTransient<SubscriptionEventHandler>()
        .AddTransient<CheckoutSessionEventHandler>()
        .AddTransient<SubscriptionInvoiceEventHandler>();
}
