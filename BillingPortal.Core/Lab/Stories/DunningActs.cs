namespace BillingPortal.Core.Lab.Stories;

/// <summary>The Dashboard's settings are the whole account's: a story that needs others puts the old ones back.</summary>
public static class DunningActs
{
    extension(Stage stage)
    {
        /// <param name="afterLastRetry">cancel, mark_unpaid or leave_past_due.</param>
        public async Task AfterLastRetryAsync(string afterLastRetry)
        {
            var before = await stage.Sandbox.SettingsAsync(stage.Cancellation);
            stage.AtEnd.Add(() => stage.Sandbox.ChangeSettingsAsync(before, CancellationToken.None));
            if (await stage.Sandbox.ChangeSettingsAsync(new DunningSettings(null, afterLastRetry, null), stage.Cancellation) is { } refused)
                throw new StoryException(refused.Detail);
        }
    }
}
