namespace GradeBench.Protocol;

/// <summary>A delegate the other end may invoke; it runs in the context (async-locals) it was lent in.</summary>
internal sealed class LentDelegate(Delegate target, ReferenceScope scope)
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    public MemberShape Shape { get; } = MemberShape.OfDelegate(target.GetType());

    public ReferenceScope Scope { get; } = scope;

    public object? Call(object?[] arguments) => Shape.Invoke(target, arguments);

    public void Run(Func<Task> start)
    {
        if (_context is null) _ = start();
        else ExecutionContext.Run(_context, static s => _ = ((Func<Task>)s!)(), start);
    }
}
