using GradeBench.Protocol;

namespace GradeBench.Assessments.AsyncClient;

/// <summary>
/// One connection of a <see cref="FaultyServer"/>: reads requests, carries replies out step by step. Everything happens at
/// once, on the thread that brings the bytes, the credit, or the test's go-ahead, so that a submission is at rest exactly
/// when this is. The server's lock guards it.
/// </summary>
internal sealed class ServedConnection(FaultyServer server, CarriedConnection carried, int number) : IConnectionEnd
{
    private static readonly byte[] Filler = new byte[16 * 1024];

    private readonly RequestHead _head = new();
    private readonly Queue<Step> _steps = [];
    private ReadOnlyMemory<byte> _rest;
    private ITimer? _pause;
    private long _filled;

    /// <summary>Whether a request has arrived that has not been answered to its end.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>Whether its reply waits for the test.</summary>
    public bool IsHeld => _steps.TryPeek(out var step) && step is Step.Gate;

    public void Received(byte[] bytes)
    {
        lock (server.Gate)
        {
            carried.Credit(bytes.Length);
            try
            {
                if (IsUnderWay || _head.Take(bytes) is not { } lines) return;

                var (method, target, headers) = RequestHead.Parse(lines);
                IsUnderWay = true;
                foreach (var step in server.Take(method, target, headers, number).Steps) _steps.Enqueue(step);
                GoOn();
            }
            catch (FormatException)
            {
                carried.Close(abort: true);
            }
        }
    }

    public void Credited()
    {
        lock (server.Gate) GoOn();
    }

    public void Closed(bool abort)
    {
        lock (server.Gate)
        {
            _pause?.Dispose();
            _steps.Clear();
            IsUnderWay = false;
            server.Remove(this);
            carried.Close(abort: false);
        }
    }

    /// <summary>Opens the gate the reply waits at.</summary>
    public void OpenGate()
    {
        _steps.Dequeue();
        GoOn();
    }

    // Does what can be done now. What cannot is gone on with by whatever it waits for.
    private void GoOn()
    {
        while (IsUnderWay && SendRest())
        {
            if (!_steps.TryPeek(out var step))
            {
                IsUnderWay = false;
                return;
            }

            switch (step)
            {
                case Step.Bytes bytes:
                    _rest = bytes.Content;
                    break;
                case Step.Filling filling when _filled < filling.Count:
                    _rest = Filler.AsMemory(0, (int)Math.Min(Filler.Length, filling.Count - _filled));
                    _filled += _rest.Length;
                    continue;
                case Step.Filling:
                    break;
                case Step.Pause pause when _pause is null:
                    _pause = server.Clock.CreateTimer(_ => EndPause(), null, pause.For, Timeout.InfiniteTimeSpan);
                    return;
                case Step.Close close:
                    IsUnderWay = false;
                    carried.Close(close.Abort);
                    return;
                default:
                    return;
            }

            _steps.Dequeue();
        }
    }

    private bool SendRest()
    {
        if (_rest.IsEmpty) return true;

        var sent = carried.Send(_rest);
        server.BytesSent += sent;
        _rest = _rest[sent..];
        return _rest.IsEmpty;
    }

    private void EndPause()
    {
        lock (server.Gate)
        {
            if (_pause is null || _steps.Count == 0) return;

            _pause.Dispose();
            _pause = null;
            _steps.Dequeue();
            GoOn();
        }
    }
}
