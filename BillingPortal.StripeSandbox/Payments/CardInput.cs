namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Checks what was typed into a card field, before any bank is asked; the API and the hosted pages share it.</summary>
internal static class CardInput
{
    public sealed record Fault(string Field, string Code, string Message);

    public static string Digits(string number) => string.Concat(number.Where(char.IsAsciiDigit));

    /// <summary>Two digits are of this century, unless that would be further away than any card lasts.</summary>
    public static long FullYear(long year) => year switch { < 0 or > 99 => year, > 80 => 1900 + year, _ => 2000 + year };

    /// <returns>The first fault, or null when the card could exist.</returns>
    public static Fault? Problem(string number, long month, long year, string? cvc, long now)
    {
        var digits = Digits(number);
        if (digits.Length is < 12 or > 19 || !Luhn(digits))
        {
            return new Fault("number", "incorrect_number", "Your card number is incorrect.");
        }

        if (ExpiryProblem(month, year, now) is { } expiry)
        {
            return expiry;
        }

        return cvc is not null && (cvc.Length != CvcDigits(digits) || !cvc.All(char.IsAsciiDigit))
            ? new Fault("cvc", "invalid_cvc", "Your card's security code is invalid.")
            : null;
    }

    public static Fault? ExpiryProblem(long month, long year, long now)
    {
        var today = DateTimeOffset.FromUnixTimeSeconds(now);
        if (month is < 1 or > 12)
        {
            return new Fault("exp_month", "invalid_expiry_month", "Your card's expiration month is invalid.");
        }

        var expiry = FullYear(year);
        if (expiry < today.Year || expiry > today.Year + 50)
        {
            return new Fault("exp_year", "invalid_expiry_year", "Your card's expiration year is invalid.");
        }

        if (expiry == today.Year && month < today.Month)
        {
            return new Fault("exp_month", "invalid_expiry_month", "Your card's expiration month is invalid.");
        }

        return null;
    }

    /// <summary>American Express prints four digits.</summary>
    private static int CvcDigits(string number) => number is ['3', '4' or '7', ..] ? 4 : 3;

    private static bool Luhn(string digits)
    {
        var sum = 0;
        for (var at = 0; at < digits.Length; at++)
        {
            var digit = digits[digits.Length - 1 - at] - '0';
            var doubled = at % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }
}
