using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Pipelines;

/// <summary>What part of an input a value holds.</summary>
internal enum TextPart
{
    None,

    /// <summary>All of it, as one text.</summary>
    Whole,

    /// <summary>All lines, in memory.</summary>
    AllLines,

    /// <summary>Lines that are read as they are asked for.</summary>
    Lines,

    Line,

    /// <summary>What a person typed.</summary>
    Typed,
}

/// <summary>Follows text from where it is read, through variables, queries and the submission's own methods.</summary>
internal sealed class TextFlow(SourceProgram program)
{
    private const int MaxDepth = 12;

    private readonly Lazy<ILookup<ISymbol, IOperation>> _values = new(() => Values(program).ToLookup(pair => pair.Variable, pair => pair.Value, SymbolEqualityComparer.Default));
    private readonly Lazy<ILookup<ISymbol, IOperation>> _elements = new(() => Elements(program).ToLookup(pair => pair.Variable, pair => pair.Value, SymbolEqualityComparer.Default));
    private readonly HashSet<ISymbol> _open = new(SymbolEqualityComparer.Default);

    /// <summary>What the value holds, and the call that read it.</summary>
    public (TextPart Part, IInvocationOperation? Origin) Of(IOperation? value) => Of(value, 0);

    private (TextPart Part, IInvocationOperation? Origin) Of(IOperation? value, int depth)
    {
        if (depth > MaxDepth) return default;

        switch (value?.Unwrapped())
        {
            case IAwaitOperation awaited: return Of(awaited.Operation, depth + 1);
            case ICoalesceOperation coalesce: return Of(coalesce.Value, depth + 1);
            case IConditionalAccessOperation { Operation: var accessed, WhenNotNull: var then }: return then is IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_String } ? Of(accessed, depth + 1) : default;
            case ISimpleAssignmentOperation assignment: return Of(assignment.Value, depth + 1);
            case IArrayElementReferenceOperation element: return Element(Of(element.ArrayReference, depth + 1));
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list } when list.Type?.SpecialType != SpecialType.System_String: return Element(Of(list, depth + 1));
            case ICollectionExpressionOperation { Elements: { Length: 1 } elements } when elements[0] is ISpreadOperation spread: return InMemory(Of(spread.Operand, depth + 1));
            case IInvocationOperation call: return OfCall(call, depth);
            case { } other when other.ReferencedSymbol() is { } symbol: return OfVariable(symbol, depth);
            default: return default;
        }
    }

    private (TextPart Part, IInvocationOperation? Origin) OfCall(IInvocationOperation call, int depth)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        switch (type.FullName(), method.Name)
        {
            case ("System.IO.File", "ReadAllText" or "ReadAllTextAsync"): return (TextPart.Whole, call);
            case ("System.IO.File", "ReadAllLines" or "ReadAllLinesAsync"): return (TextPart.AllLines, call);
            case ("System.IO.File", "ReadLines" or "ReadLinesAsync"): return (TextPart.Lines, call);
            case ("System.Console", "ReadLine"): return (TextPart.Typed, call);
            case (_, "ReadToEnd" or "ReadToEndAsync") when type.DerivesFromNamed("System.IO.TextReader"): return IsOverText(call) ? default : (TextPart.Whole, call);
            case (_, "ReadLine" or "ReadLineAsync") when type.DerivesFromNamed("System.IO.TextReader"): return (TextPart.Line, call);
            case (_, "ConfigureAwait"): return Of(call.Instance, depth + 1);
            case ("System.String", "Split"):
                var cut = Of(call.Instance, depth + 1);
                return cut.Part == TextPart.Whole && CutsAtLineEnds(call) ? (TextPart.AllLines, cut.Origin) : default;
            case ("System.String", "Trim" or "TrimEnd" or "TrimStart" or "Replace" or "ReplaceLineEndings" or "ToString" or "Normalize"): return Of(call.Instance, depth + 1);
        }

        if (type.FullName() is "System.Linq.Enumerable" && call.Arguments.Length > 0)
        {
            var source = Of(call.Arguments[0].Value, depth + 1);
            if (source.Part is not (TextPart.Lines or TextPart.AllLines)) return default;
            return method.Name switch
            {
                "ToList" or "ToArray" => source.Part == TextPart.Lines ? (TextPart.AllLines, call) : source,
                "Skip" or "Where" or "Take" or "TakeWhile" or "SkipWhile" or "AsEnumerable" or "Concat" or "Append" or "Prepend" or "Order" or "OrderBy" or "Distinct" or "Reverse" => source,
                "First" or "FirstOrDefault" or "Last" or "Single" or "ElementAt" => (TextPart.Line, source.Origin),
                _ => default,
            };
        }

        return default;
    }

    private (TextPart Part, IInvocationOperation? Origin) OfVariable(ISymbol symbol, int depth)
    {
        if (!_open.Add(symbol)) return default;

        try
        {
            foreach (var collection in _elements.Value[symbol])
            {
                if (Element(Of(collection, depth + 1)) is { Part: not TextPart.None } element) return element;
            }

            return _values.Value[symbol].Select(value => Of(value, depth + 1)).FirstOrDefault(found => found.Part != TextPart.None);
        }
        finally
        {
            _open.Remove(symbol);
        }
    }

    /// <summary>Whether a split is at line ends.</summary>
    public static bool CutsAtLineEnds(IInvocationOperation split) => Separators(split).Any(text => text.Contains('\n') || text.Contains('\r'))
        || split.Arguments.Any(a => a.Value.SelfAndAll().Any(o => o is IPropertyReferenceOperation { Property: { Name: "NewLine", ContainingType.Name: "Environment" } }));

    /// <summary>The constant separators of a split.</summary>
    public static IEnumerable<string> Separators(IInvocationOperation split) =>
        split.Arguments.Where(a => a.Parameter?.Name.StartsWith("separator", StringComparison.Ordinal) == true).SelectMany(a => a.Value.SelfAndAll())
            .Select(o => o.ConstantValue).Where(c => c is { HasValue: true, Value: char or string }).Select(c => c.Value!.ToString());

    // A StringReader reads what is in memory already.
    private static bool IsOverText(IInvocationOperation call) => call.Instance?.Type.DerivesFromNamed("System.IO.StringReader") == true;

    private static (TextPart Part, IInvocationOperation? Origin) Element((TextPart Part, IInvocationOperation? Origin) collection) =>
        collection.Part is TextPart.AllLines or TextPart.Lines ? (TextPart.Line, collection.Origin) : default;

    private static (TextPart Part, IInvocationOperation? Origin) InMemory((TextPart Part, IInvocationOperation? Origin) lines) =>
        lines.Part is TextPart.Lines ? (TextPart.AllLines, lines.Origin) : lines;

    private static IEnumerable<(ISymbol Variable, IOperation Value)> Values(SourceProgram program)
    {
        foreach (var operation in program.Operations)
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation { Symbol: var local } declarator when declarator.GetVariableInitializer()?.Value is { } value: yield return (local, value); break;
                case ISimpleAssignmentOperation assignment when assignment.Target.ReferencedSymbol() is { } target: yield return (target, assignment.Value); break;
                case IIsPatternOperation { Pattern: IDeclarationPatternOperation { DeclaredSymbol: { } named } } test: yield return (named, test.Value); break;
                case IIsPatternOperation { Pattern: IRecursivePatternOperation { DeclaredSymbol: { } named } } test: yield return (named, test.Value); break;
                case IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false } call:
                    foreach (var argument in call.Arguments.Where(a => a.Parameter is not null)) yield return (argument.Parameter!.OriginalDefinition, argument.Value);
                    break;
            }
        }
    }

    // Variables that hold one element of a collection after the other: in a foreach, or in what LINQ calls per element.
    private static IEnumerable<(ISymbol Variable, IOperation Value)> Elements(SourceProgram program)
    {
        foreach (var operation in program.Operations)
        {
            switch (operation)
            {
                case IForEachLoopOperation loop:
                    foreach (var local in loop.Locals) yield return (local, loop.Collection);
                    break;
                case IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" or "ParallelEnumerable", Arguments: { Length: >= 2 } arguments }:
                    foreach (var function in SharedState.DelegateTargets.Of(arguments[1].Value).Where(f => f.Parameters.Length > 0)) yield return (function.Parameters[0].OriginalDefinition, arguments[0].Value);
                    break;
            }
        }
    }
}
