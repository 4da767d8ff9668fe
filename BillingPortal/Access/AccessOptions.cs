using BillingPortal.Core.Primitives;

namespace BillingPortal.Access;

/// <summary>Who gets in and how hard the door is to force.</summary>
public sealed class AccessOptions : IPortalOptions
{
    /// <summary>Support and superadmin pages ask for a sign-in with a second factor.</summary>
    public bool RequireTwoFactorForConsole { get; set; }

    /// <summary>A verification or reset mail is sent to one address at most once in this time.</summary>
    public int MailPauseSeconds { get; set; } = 60;

    /// <summary>Requests a minute that one address may send to the sign-in and sign-up pages.</summary>
    public int AuthRequestsPerMinute { get; set; } = 30;

    /// <summary>Requests a minute that one session, token or address may send to the JSON API.</summary>
    public int ApiRequestsPerMinute { get; set; } = 600;

    public IEnumerable<string> Problems()
    {
        if (MailPauseSeconds is < 0 or > 3600)
            yield return "AUTH_MAIL_PAUSE_SECONDS must be between 0 and 3600.";
        if (AuthRequestsPerMinute is < 1 or > 100_000)
            yield return "AUTH_REQUESTS_PER_MINUTE must be between 1 and 100000.";
        if (ApiRequestsPerMinute is < 1 or > 1_000_000)
            yield return "API_REQUESTS_PER_MINUTE must be between 1 and 1000000.";
    }
}
