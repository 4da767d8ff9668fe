using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Makes payment methods from numbers, tokens and aliases, and ties them to customers.</summary>
internal static class PaymentMethods
{
    /// <summary>The method behind an id. A <c>pm_card_…</c> alias becomes a new method with an id of its own, as Stripe's do.</summary>
    public static PaymentMethod Resolve(Account account, string id, string param, int status = 400) =>
        TestCard.FindByAlias(id) is { } card && id.StartsWith("pm_card_", StringComparison.Ordinal)
            ? account.Save(Of(account, card, 12, NextYear(account), new BillingDetails()))
            : account.Find<PaymentMethod>(id) ?? throw StripeError.Missing("PaymentMethod", id, param, status);

    public static PaymentMethod? ResolveOptional(Call call, Parameters parameters, string name) =>
        parameters.Text(name) is { } id ? Resolve(call.Account, id, parameters.Name(name)) : null;

    public static PaymentMethod Of(Account account, TestCard card, long month, long year, BillingDetails billing) => new()
    {
        Id = Ids.New("pm"),
        Created = account.Now,
        Number = card.Number,
        BillingDetails = billing,
        Card = new Card
        {
            Brand = card.Brand,
            Country = card.Country,
            DisplayBrand = card.Brand,
            ExpMonth = month,
            ExpYear = year,
            Fingerprint = FingerprintOf(account, card.Number),
            Funding = card.Funding,
            Last4 = card.Number[^4..],
            Networks = new CardNetworks([card.Brand], null),
        },
    };

    /// <summary>Ties a method to a customer: the bank is asked once, so cards that decline everything do not attach.</summary>
    public static PaymentMethod Attach(Account account, PaymentMethod method, Customer customer)
    {
        if (method.Customer == customer.Id)
        {
            return method;
        }

        if (method.Customer is not null)
        {
            throw StripeError.WrongState("The payment method you provided has already been attached to a customer.", param: "payment_method");
        }

        RefuseUnlessAttachable(method);
        var attached = account.Save(method with { Customer = customer.Id });
        account.Emit("payment_method.attached", attached);
        return attached;
    }

    public static void RefuseUnlessAttachable(PaymentMethod method)
    {
        if (TestCard.Of(method.Number) is { Attaches: false, OnCharge: { } decline })
        {
            throw Declined(decline, method);
        }
    }

    public static StripeError Declined(Decline decline, PaymentMethod? method = null) => new(402, new ErrorBody
    {
        Type = "card_error", Code = decline.Code, DeclineCode = decline.DeclineCode, Message = decline.Message, PaymentMethod = method,
    });

    /// <summary>Reads <c>card[…]</c>; the checks and their words are Stripe's.</summary>
    public static PaymentMethod FromCard(Account account, Parameters card, BillingDetails billing)
    {
        if (card.Text("token") is { } token)
        {
            var known = TestCard.FindByAlias(token) ?? throw StripeError.Missing("token", token, card.Name("token"), status: 400);
            return Of(account, known, 12, NextYear(account), billing);
        }

        card.Accept("cvc", "networks");
        var number = card.RequiredText("number");
        var month = card.Integer("exp_month") ?? throw StripeError.MissingParameter(card.Name("exp_month"));
        var year = card.Integer("exp_year") ?? throw StripeError.MissingParameter(card.Name("exp_year"));
        if (CardInput.Problem(number, month, year, card.Text("cvc"), account.Now) is { } problem)
        {
            throw new StripeError(402, new ErrorBody { Type = "card_error", Code = problem.Code, Message = problem.Message, Param = card.Name(problem.Field) });
        }

        return Of(account, TestCard.Of(CardInput.Digits(number)), month, CardInput.FullYear(year), billing);
    }

    public static BillingDetails ReadBillingDetails(Parameters parameters, BillingDetails? before = null)
    {
        before ??= new BillingDetails();
        return parameters.Hash("billing_details") is not { } hash ? before : before with
        {
            Address = Address.Read(hash, "address", before.Address) ?? new Address(),
            Email = hash.Text("email", before.Email),
            Name = hash.Text("name", before.Name),
            Phone = hash.Text("phone", before.Phone),
            TaxId = hash.Text("tax_id", before.TaxId),
        };
    }

    private static long NextYear(Account account) => DateTimeOffset.FromUnixTimeSeconds(account.Now).Year + 1;

    private static string FingerprintOf(Account account, string number) => Convert.ToHexString(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{account.Id}:{number}"))))[..16];
}
