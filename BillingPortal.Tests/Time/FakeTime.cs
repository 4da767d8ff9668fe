namespace BillingPortal.Tests.Time;

/// <summary>Time that stands still until a test moves it. Timers (so also Task.Delay and PeriodicTimer over it) fire inside Advance, in order.</summary>
public sealed class FakeTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private DateTimeOffset now = start;

    public FakeTime()
        : this(new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    /// <summary>Only forward: a clock that runs backwards is not what these tests are about.</summary>
    public void MoveTo(DateTimeOffset target)
    {
        while (NextDue(target) is { } timer)
            timer.Fire();
        lock (gate)
            now = target > now ? target : now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? NextDue(DateTimeOffset target)
    {
        lock (gate)
        {
            var next = timers.Where(timer => timer.Due <= target).MinBy(timer => timer.Due);
            if (next is null)
                return null;
            now = next.Due > now ? next.Due : now;
            next.Rearm();
            return next;
        }
    }

    private sealed class FakeTimer(FakeTime owner, Action fire) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset Due { get; private set; }

        public void Fire() => fire();

        /// <summary>Called under the owner's lock.</summary>
        public void Rearm()
        {
            if (period > TimeSpan.Zero)
                Due += period;
            else
                owner.timers.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (owner.gate)
            {
                owner.timers.Remove(this);
                period = newPeriod;
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = owner.now + dueTime;
                if (dueTime > TimeSpan.Zero)
                {
                    owner.timers.Add(this);
                    return true;
                }

                if (period > TimeSpan.Zero)
                {
                    Due += period;
                    owner.timers.Add(this);
                }
            }

            fire();
            return true;
        }

        public void Dispose()
        {
            lock (owner.gate)
                owner.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
