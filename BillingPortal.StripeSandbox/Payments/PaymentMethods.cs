using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BillingPortal.StripeSandbox.Customers;
using BillingPortal.StripeSandbox.Events;
using BillingPortal.StripeSandbox.Sources;
using BillingPortal.StripeSandbox.Store;
using BillingPortal.StripeSandbox.Subscriptions;
using BillingPortal.StripeSandbox.Wire;

namespace BillingPortal.StripeSandbox.Payments;

/// <summary>Makes payment methods from numbers, tokens and aliases, and ties them to customers.</summary>
internal static class PaymentMethods
{
    /// <summary>The method behind an id. A <c>pm_card_…</c> alias becomes a new method with an id of its own, as Stripe's do.</summary>
    public static PaymentMethod Resolve(Account account, string id, string param, int status = 400) =>
        TestCard.FindByAlias(id) is { } card && id.StartsWith("pm_card_", StringComparison.Ordinal)
            ? account.Save(OfAlias(account, card, new BillingDetails()))
            : account.Find<PaymentMethod>(id) ?? throw StripeError.Missing("PaymentMethod", id, param, status);

    public static PaymentMethod? ResolveOptional(Call call, Parameters parameters, string name) =>
        parameters.Text(name) is { } id ? Resolve(call.Account, id, parameters.Name(name)) : null;

    /// <param name="account">Whose method it is.</param>
    /// <param name="card">The card, with what the bank will say to its checks.</param>
    /// <param name="month">Expiry month.</param>
    /// <param name="year">Expiry year, four digits.</param>
    /// <param name="billing">The holder's details; the bank checks the address in them.</param>
    /// <param name="cvc">A security code was typed; what is not sent is not checked.</param>
    public static PaymentMethod Of(Account account, TestCard card, long month, long year, BillingDetails billing, bool cvc = true) => new()
    {
        Id = Ids.New("pm"),
        Created = account.Now,
        Number = card.Number,
        BillingDetails = billing,
        Card = new Card
        {
            Brand = card.Brand,
            Checks = ChecksOf(card, billing, cvc),
            Country = card.Country,
            DisplayBrand = card.Brand,
            ExpMonth = month,
            ExpYear = year,
            Fingerprint = FingerprintOf(account, card.Number),
            Funding = card.Funding,
            Last4 = card.Number[^4..],
            Networks = new CardNetworks(card.CoBrand is null ? [card.Brand] : [card.CoBrand, card.Brand], null),
            ThreeDSecureUsage = new ThreeDSecureUsage(card.ThreeDSecure != ThreeDSecureSupport.NotSupported),
        },
    };

    /// <summary>The bank's word on what was typed: null for what was not.</summary>
    public static CardChecks ChecksOf(TestCard card, BillingDetails billing, bool cvc) => new(
        billing.Address.Line1 is null ? null : card.Line1Check,
        billing.Address.PostalCode is null ? null : card.PostalCodeCheck,
        cvc ? card.CvcCheck : null);

    /// <summary>An alias stands for a card with everything typed that its row needs, so its failing checks have failed.</summary>
    private static PaymentMethod OfAlias(Account account, TestCard card, BillingDetails billing)
    {
        var made = Of(account, card, 12, NextYear(account), billing);
        return made with
        {
            Card = made.Card with
            {
                Checks = made.Card.Checks with
                {
                    AddressLine1Check = made.Card.Checks.AddressLine1Check ?? (card.Line1Check == "pass" ? null : card.Line1Check),
                    AddressPostalCodeCheck = made.Card.Checks.AddressPostalCodeCheck ?? (card.PostalCodeCheck == "pass" ? null : card.PostalCodeCheck),
                },
            },
        };
    }

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

        RefuseSpent(method);
        RefuseUnlessAttachable(method);
        var attached = account.Save(method with { Customer = customer.Id });
        account.Emit("payment_method.attached", attached);
        return attached;
    }

    /// <summary>A detached method is good for nothing any more, so whatever defaulted to it lets go of it.</summary>
    public static PaymentMethod Detach(Account account, PaymentMethod method, string owner)
    {
        var detached = account.Save(method with { Customer = null, Spent = true });
        account.Emit("payment_method.detached", detached);
        CardSources.Left(account, method, owner);
        if (account.Find<Customer>(owner) is { } customer && customer.InvoiceSettings.DefaultPaymentMethod == method.Id)
        {
            account.Update("customer.updated", customer, customer with { InvoiceSettings = customer.InvoiceSettings with { DefaultPaymentMethod = null } });
        }

        foreach (var subscription in account.OwnedBy<Subscription>(owner).Where(row => row.DefaultPaymentMethod == method.Id))
        {
            account.Update("customer.subscription.updated", subscription, subscription with { DefaultPaymentMethod = null });
        }

        return detached;
    }

    public static void RefuseSpent(PaymentMethod method, string param = "payment_method")
    {
        if (method.Spent)
        {
            throw StripeError.WrongState("This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.", param: param);
        }
    }

    /// <summary>An intent takes a method of its own customer, or one that belongs to nobody yet.</summary>
    public static void RefuseUnlessUsable(PaymentMethod method, string? customer, string intentKind, string param = "payment_method")
    {
        RefuseSpent(method, param);
        if (method.Customer is { } owner && customer is null)
        {
            throw StripeError.WrongState(
                $"The PaymentMethod {method.Id} belongs to the Customer {owner}. Please include the Customer in the `customer` parameter on the {intentKind}.", param: param);
        }

        if (method.Customer is not null)
        {
            RefuseUnlessOf(method, customer!, param);
        }
    }

    /// <summary>A customer pays with methods of their own only.</summary>
    public static void RefuseUnlessOf(PaymentMethod method, string customer, string param)
    {
        if (method.Customer != customer)
        {
            throw StripeError.WrongState(
                $"The customer does not have a payment method with the ID {method.Id}. The payment method must be attached to the customer.", "resource_missing", param);
        }
    }

    public static void RefuseUnlessAttachable(PaymentMethod method)
    {
        if (TestCard.Of(method.Number) is { Attaches: false, OnCharge: { } decline })
        {
            throw CardErrors.Of(decline, method);
        }
    }

    /// <summary>Reads <c>card[…]</c>; the checks and their words are Stripe's.</summary>
    public static PaymentMethod FromCard(Account account, Parameters card, BillingDetails billing)
    {
        if (card.Text("token") is { } token)
        {
            return FromToken(account, token, card.Name("token"), billing);
        }

        var number = card.RequiredText("number");
        var month = card.Integer("exp_month") ?? throw StripeError.MissingParameter(card.Name("exp_month"));
        var year = card.Integer("exp_year") ?? throw StripeError.MissingParameter(card.Name("exp_year"));
        var cvc = card.Text("cvc");
        if (CardInput.Problem(number, month, year, cvc, account.Now) is { } problem)
        {
            throw Refused(problem, card);
        }

        var made = Of(account, TestCard.Of(CardInput.Digits(number)), month, CardInput.FullYear(year), billing, cvc is not null);
        return made with { Card = made.Card with { Networks = ReadNetworks(card, made.Card.Networks) } };
    }

    public static StripeError Refused(CardInput.Fault problem, Parameters card) =>
        new(402, new ErrorBody { Type = "card_error", Code = problem.Code, Message = problem.Message, Param = card.Name(problem.Field) });

    /// <summary>The network that the holder of a co-branded card prefers.</summary>
    public static CardNetworks ReadNetworks(Parameters card, CardNetworks before) =>
        card.Hash("networks")?.Choice("preferred", "cartes_bancaires", "mastercard", "visa") is not { } preferred ? before
        : before.Available.Contains(preferred) ? before with { Preferred = preferred }
        : throw StripeError.Invalid($"This card is not of the network {preferred}.", card.Name("networks"));

    /// <summary>The card that a <c>tok_…</c> stands for.</summary>
    public static PaymentMethod FromToken(Account account, string token, string param, BillingDetails? billing = null) => OfAlias(
        account, TestCard.FindByAlias(token) ?? throw StripeError.Missing("token", token, param, status: 400), billing ?? new BillingDetails());

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
