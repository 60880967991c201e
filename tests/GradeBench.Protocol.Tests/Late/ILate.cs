namespace GradeBench.Protocol.Tests.Late;

/// <summary>A contract whose exception carries values.</summary>
public interface ILate
{
    Task ArriveAsync();
}

public sealed class LateException(string train, LateReason reason, int minutes, string? excuse = null, Exception? innerException = null)
    : Exception($"{train} is late.", innerException)
{
    public string Train { get; } = train;

    public LateReason Reason { get; } = reason;

    public int Minutes { get; } = minutes;

    public string? Excuse { get; } = excuse;
}

/// <summary>One whose values may be missing.</summary>
public sealed class LostException(Uri lastSeen, int? platform, Exception innerException) : Exception("It is lost.", innerException)
{
    public Uri LastSeen { get; } = lastSeen;

    public int? Platform { get; } = platform;
}

public enum LateReason
{
    Leaves,
    Snow,
}
