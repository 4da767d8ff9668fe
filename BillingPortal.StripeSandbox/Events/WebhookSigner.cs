using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BillingPortal.StripeSandbox.Events;

/// <summary>Makes the Stripe-Signature header: HMAC-SHA256 over time and raw body, keyed with the whole secret text.</summary>
internal static class WebhookSigner
{
    public static string Header(string secret, long unixTime, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{unixTime}.{body}");
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed));
        return string.Create(CultureInfo.InvariantCulture, $"t={unixTime},v1={Convert.ToHexStringLower(mac)}");
    }
}
