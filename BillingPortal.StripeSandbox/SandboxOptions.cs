namespace BillingPortal.StripeSandbox;

/// <summary>How a sandbox is started, in-process or as a program.</summary>
public sealed record SandboxOptions
{
    /// <summary>The loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where browsers reach the sandbox, when that is not its own port, as from inside a container. It then listens on every interface.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Where the journal lives; null keeps everything in memory.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>From this size on the journal is written anew as soon as three quarters of it are history.</summary>
    public long CompactJournalAtBytes { get; init; } = 64L << 20;

    /// <summary>An endpoint that every account gets, subscribed to every event.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>The <c>whsec_…</c> with which that endpoint's deliveries are signed.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>The sandbox's clock starts from it and moves with it; travelling adds to it.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
