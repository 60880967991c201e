namespace GradeBench.Protocol;

/// <summary>
/// The references that live and end together: those of one object, or of one callback. After its end nothing can be sent
/// through them, and that moment is exact: <see cref="TryUse"/> and <see cref="Dispose"/> exclude each other.
/// </summary>
public sealed class ReferenceScope(Action? onEnd = null) : IDisposable
{
    private readonly Lock _gate = new();
    private List<Action>? _ends;
    private bool _over;

    /// <summary>Adds what is to be undone at the end; undoes it at once when the end has passed.</summary>
    public void AtEnd(Action end)
    {
        lock (_gate)
        {
            if (!_over)
            {
                (_ends ??= []).Add(end);
                return;
            }
        }

        end();
    }

    /// <summary>Does <paramref name="use"/> unless the scope is over. It must be short: the end waits for it.</summary>
    internal bool TryUse(Action use)
    {
        lock (_gate)
        {
            if (_over) return false;
            use();
            return true;
        }
    }

    internal ObjectDisposedException Over() =>
        new(nameof(ReferenceScope), "The value was lent for as long as its object lives, and that object is over.");

    public void Dispose()
    {
        List<Action>? ends;
        lock (_gate)
        {
            if (_over) return;
            _over = true;
            ends = _ends;
            _ends = null;
        }

        foreach (var end in ends ?? []) end();
        onEnd?.Invoke();
    }
}
