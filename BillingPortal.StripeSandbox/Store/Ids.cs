using System.Security.Cryptography;

namespace BillingPortal.StripeSandbox.Store;

/// <summary>Makes ids with Stripe's prefixes. They are random, not counted, so that data directories can be merged and nobody guesses them.</summary>
internal static class Ids
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string New(string prefix) => New(prefix, 24);

    public static string New(string prefix, int length) => prefix + "_" + RandomNumberGenerator.GetString(Alphabet, length);

    public static string Secret(string id) => id + "_secret_" + RandomNumberGenerator.GetString(Alphabet, 25);
}
