using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;

namespace BillingPortal.Core.Data;

/// <summary>Runs something small, such as waking a background loop, once a transaction is really committed, and never when it is rolled back.</summary>
public sealed class AfterCommit : DbTransactionInterceptor
{
    private static readonly ConditionalWeakTable<DbTransaction, List<Action>> Waiting = [];

    public static AfterCommit Instance { get; } = new();

    /// <summary>Without an open transaction every statement commits by itself, so the action runs at once.</summary>
    public static void Run(BillingDb db, Action action)
    {
        if (db.Database.CurrentTransaction is { } transaction)
            Waiting.GetOrCreateValue(transaction.GetDbTransaction()).Add(action);
        else
            action();
    }

    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        Waiting.Remove(result); // drivers use transaction objects again, and one that ended without a word leaves its actions behind
        return result;
    }

    public override ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default) =>
        new(TransactionStarted(connection, eventData, result));

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData)
    {
        if (!Waiting.TryGetValue(transaction, out var actions))
            return;
        Waiting.Remove(transaction);
        foreach (var action in actions)
            action();
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        TransactionCommitted(transaction, eventData);
        return Task.CompletedTask;
    }
}
