namespace BillingPortal.Core.Primitives;

/// <summary>
/// Options of one folder: sealed, bound from one section, checked at start. The host collects the problems of all options and refuses to
/// start with one message; each problem names the environment variable to set.
/// </summary>
public interface IPortalOptions
{
    /// <summary>One sentence for each bad value, beginning with the environment variable's name. Never repeats a secret.</summary>
    IEnumerable<string> Problems();
}
