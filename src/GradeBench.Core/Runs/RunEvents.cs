using System.Collections.Concurrent;
using System.Threading.Channels;

namespace GradeBench.Core.Runs;

/// <summary>Hands announcements of the database (<see cref="RunEventListener"/>) to whoever waits for them in this process.</summary>
public sealed class RunEvents
{
    private readonly ConcurrentDictionary<Subscription, Guid> _subscriptions = new();
    private int _connections;

    /// <summary>Starts hearing about one submission's runs. Dispose it to stop.</summary>
    public Subscription Subscribe(Guid submissionId)
    {
        var subscription = new Subscription(this);
        _subscriptions[subscription] = submissionId;

        return subscription;
    }

    /// <summary>Whether the listener has connected at least that often.</summary>
    internal bool HasConnected(int times) => Volatile.Read(ref _connections) >= times;

    internal void Announce(Guid submissionId)
    {
        foreach (var (subscription, id) in _subscriptions)
        {
            if (id == submissionId)
            {
                subscription.Signal();
            }
        }
    }

    /// <summary>Wakes everybody, because announcements may have been missed.</summary>
    internal void AnnounceAll()
    {
        Interlocked.Increment(ref _connections);
        foreach (var subscription in _subscriptions.Keys)
        {
            subscription.Signal();
        }
    }

    /// <summary>One listener's place. Changes that come while nobody waits are kept as one.</summary>
    public sealed class Subscription : IDisposable
    {
        private readonly RunEvents _owner;
        private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
        {
            FullMode = BoundedChannelFullMode.DropWrite,
        });

        internal Subscription(RunEvents owner) => _owner = owner;

        /// <summary>Completes after the next change, or at once if there was one since the last wait. False after disposal.</summary>
        public async Task<bool> WaitAsync(CancellationToken cancellationToken)
        {
            if (!await _signals.Reader.WaitToReadAsync(cancellationToken))
            {
                return false;
            }

            _signals.Reader.TryRead(out _);

            return true;
        }

        public void Dispose()
        {
            _owner._subscriptions.TryRemove(this, out _);
            _signals.Writer.TryComplete();
        }

        internal void Signal() => _signals.Writer.TryWrite(true);
    }
}
