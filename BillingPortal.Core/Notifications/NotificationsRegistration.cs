using BillingPortal.Core.Primitives;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BillingPortal.Core.Notifications;

/// <summary>What the Notifications folder offers to the container.</summary>
public static class NotificationsRegistration
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPortalOptions<EmailOptions>(configuration, "Email");
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<Outbox>();
        services.AddSingleton<OutboxQueries>();
        services.AddSingleton<OutboxLease>();
        services.AddSingleton<OutboxSender>();
        services.AddSingleton<NoticeTemplates>();
        services.AddSingleton<MailRenderer>();
        services.AddHostedService<OutboxWorker>();
        services.AddHttpClient(EmailOptions.Resend);
        services.AddSingleton<IMailer>(provider => provider.GetRequiredService<EmailOptions>() switch
        {
            { Provider: EmailOptions.Smtp } options => new SmtpMailer(options),
            { Provider: EmailOptions.Resend } options => new ResendMailer(provider.GetRequiredService<IHttpClientFactory>().CreateClient(EmailOptions.Resend), options),
            { Provider: EmailOptions.None } => new ConsoleMailer(TextWriter.Null),
            _ => new ConsoleMailer(Console.Out),
        });
        return services;
    }

    /// <summary>Puts one kind of notice on the list that the sender renders from.</summary>
    public static IServiceCollection AddNotice<TTemplate>(this IServiceCollection services)
        where TTemplate : class, INoticeTemplate => services.AddSingleton<INoticeTemplate, TTemplate>();
}
