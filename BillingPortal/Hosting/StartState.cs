namespace BillingPortal.Hosting;

/// <summary>How far the start has come. Until it is done the portal answers, and says that it is not ready.</summary>
public sealed class StartState
{
    private volatile bool done;

    public bool Done => done;

    public void Finish() => done = true;
}
