namespace GradeBench.Protocol;

/// <summary>The other end of a connection, for whoever waits until it has come to rest.</summary>
public interface ISettlingEnd
{
    /// <summary>Completes when the other end has nothing left to do for the moment (true), or after about 20 ms (false: it computes or blocks).</summary>
    Task<bool> SettleAsync();

    /// <summary>Grows with every message to the other end; unchanged over a <see cref="SettleAsync"/> that said true means it still is at rest.</summary>
    long FramesSent { get; }

    /// <summary>Whether this end has not yet done what messages of the other end set off here at once.</summary>
    bool IsWorking { get; }
}
