using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using BillingPortal.StripeSandbox.Store;

namespace BillingPortal.StripeSandbox.Wire;

/// <summary>The stored first answer to an idempotency key; the same request gets it again for a day.</summary>
internal sealed record IdempotencyRecord : InternalObject
{
    private const long KeptSeconds = 24 * 60 * 60;

    public override string Object => "sandbox.idempotency_record";

    /// <summary>Method, path and parameters, hashed: the same key with another request is an error.</summary>
    public required string Fingerprint { get; init; }

    public required int Status { get; init; }

    public required string Body { get; init; }

    public override long? WakeAt => Created + KeptSeconds;

    public static string IdOf(string key) => "idem:" + key;

    /// <summary>Echoed in a header, so it must be able to stand in one.</summary>
    public static void CheckKey(string key)
    {
        if (key.Length > 255 || key.Any(letter => letter is < ' ' or > '~'))
        {
            throw StripeError.Invalid("Idempotency keys have at most 255 characters, all of them printable ASCII.");
        }
    }

    public static string FingerprintOf(string method, string path, string form) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{method} {path}\n{form}")));
}

/// <summary>Keys whose first request is still running, per account.</summary>
internal sealed class KeysInFlight
{
    private readonly ConcurrentDictionary<(string Account, string Key), bool> running = new();

    public void Enter(Account account, string key)
    {
        if (!running.TryAdd((account.Id, key), true))
        {
            throw new StripeError(409, new ErrorBody
            {
                Type = "idempotency_error",
                Code = "idempotency_key_in_use",
                Message = $"There is currently another in-progress request using this Stripe-Idempotency-Key: {key}. Please try again later.",
            }) { IsValidation = true };
        }
    }

    public void Leave(Account account, string key) => running.TryRemove((account.Id, key), out _);
}
