namespace BillingPortal.E2E.Journeys;

/// <summary>Cards of Stripe's published test-mode table.</summary>
public static class Card
{
    public const string Good = "4242 4242 4242 4242";
    public const string Declined = "4000 0000 0000 0002";
}
