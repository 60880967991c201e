using GradeBench.Analyzers.SharedState;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>Finds out whether what the server asks for in its Retry-After header becomes the wait.</summary>
internal static class RetryAfterHeader
{
    private const int MaxSteps = 200;

    public static bool FlowsInto(IOperation? duration, SourceProgram program)
    {
        if (duration is null) return false;

        var open = new Stack<IOperation>();
        var seen = new HashSet<IOperation>();
        open.Push(duration);
        while (open.Count > 0 && seen.Count < MaxSteps)
        {
            var value = open.Pop();
            if (!seen.Add(value)) continue;
            foreach (var part in value.DescendantsAndSelf())
            {
                if (IsHeader(part)) return true;
                foreach (var source in Sources(part, program)) open.Push(source);
            }
        }

        return false;
    }

    private static bool IsHeader(IOperation part) =>
        part is IPropertyReferenceOperation { Property.Name: "RetryAfter" }
        || part.Type?.Name == "RetryConditionHeaderValue"
        || part.ConstantValue is { HasValue: true, Value: string text } && text.Equals("Retry-After", StringComparison.OrdinalIgnoreCase);

    // Where the parts of a value come from: what a variable was given, also as an out argument, and what a method computes.
    private static IEnumerable<IOperation> Sources(IOperation part, SourceProgram program)
    {
        switch (part)
        {
            case IInvocationOperation call when program.BodyOf(call.TargetMethod) is { } body: return [body];
            case ILocalReferenceOperation { Local: var local } reference:
                var root = (IOperation)reference;
                while (root.Parent is not null) root = root.Parent;
                return root.DescendantsAndSelf().Select(o => o switch
                {
                    ISimpleAssignmentOperation assignment when assignment.Target.ReferencedSymbol().Is(local) => assignment.Value,
                    IArgumentOperation { Parameter.RefKind: RefKind.Out, Parent: { } given } argument when argument.Value.DescendantsAndSelf().Any(v => v.ReferencedSymbol().Is(local)) => given,
                    IIsPatternOperation test when test.Pattern.DescendantsAndSelf().Any(p => p is IDeclarationPatternOperation { DeclaredSymbol: { } named } && named.Is(local) || p is IRecursivePatternOperation { DeclaredSymbol: { } other } && other.Is(local)) => test.Value,
                    _ => null,
                }).OfType<IOperation>().Concat(Locks.DeclaredValue(local, reference) is { } declared ? [declared] : []);
            default: return [];
        }
    }
}
