using System.Collections.Immutable;
using GradeBench.Analyzers.SharedState;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Resources;

/// <summary>GB0702: one task per item of the input, all at once, so a long input floods whatever they use.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnboundedTasksAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.UnboundedTasks, RuleCategories.Resources,
        "As many tasks run at once as there are items",
        "'{0}' waits for one task per item of the input, all started at once. Bound them with a SemaphoreSlim, Parallel.ForEachAsync or a fixed number of workers.");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.ResourcesUnboundedTasks);
        var started = new StartedTasks(program);
        foreach (var call in program.Operations.OfType<IInvocationOperation>())
        {
            if (call.TargetMethod is not { Name: "WhenAll" or "WaitAll", ContainingType: var type } || !type.Is(program.Symbols.Task) || call.Arguments.Length == 0) continue;
            if (started.IsOnePerItem(call.Arguments[0].Value, call)) sightings.Add(report, call.Location(), call.TargetMethod.Name);
        }

        report(sightings.Conclude("One task per item of the input is started, all at once.", "No input decides how many tasks run at once."));
    }

    /// <summary>Finds out what a collection of tasks was started from.</summary>
    private sealed class StartedTasks(SourceProgram program)
    {
        private const int MaxDepth = 4;

        public bool IsOnePerItem(IOperation tasks, IOperation waiting)
        {
            var value = Materialized(tasks);
            if (value is ILocalReferenceOperation { Local: var local } reference)
            {
                if (Locks.DeclaredValue(local, reference) is { } declared && Materialized(declared) is IInvocationOperation query) return IsQueryPerItem(query);
                return IsFilledPerItem(local, waiting);
            }

            return value is IInvocationOperation call && IsQueryPerItem(call);
        }

        // tasks.ToList(), [.. tasks], a query in query syntax: the same tasks.
        private static IOperation Materialized(IOperation value)
        {
            while (true)
            {
                value = value.Unwrapped();
                switch (value)
                {
                    case IInvocationOperation { TargetMethod.Name: "ToList" or "ToArray" or "AsEnumerable", Arguments: { Length: > 0 } arguments }: value = arguments[0].Value; break;
                    case ICollectionExpressionOperation { Elements: { Length: 1 } elements } when elements[0] is ISpreadOperation spread: value = spread.Operand; break;
                    case ITranslatedQueryOperation query: value = query.Operation; break;
                    default: return value;
                }
            }
        }

        private bool IsQueryPerItem(IInvocationOperation query)
        {
            if (query.TargetMethod.Name != "Select" || query.Arguments.Length < 2 || !IsLong(query.Arguments[0].Value)) return false;
            return DelegateTargets.Of(query.Arguments[1].Value).Any(target => Floods(target));
        }

        // foreach (var item in items) tasks.Add(WorkAsync(item)); without a wait in the loop.
        private bool IsFilledPerItem(ILocalSymbol tasks, IOperation waiting)
        {
            var root = waiting;
            while (root.Parent is not null) root = root.Parent;

            return root.SelfAndAll().OfType<IInvocationOperation>().Any(add =>
                add.TargetMethod.Name == "Add" && add.Instance?.Unwrapped().ReferencedSymbol().Is(tasks) == true
                && add.EnclosingWithin<IForEachLoopOperation>() is { } loop && !loop.Syntax.Span.Contains(waiting.Syntax.Span)
                && !tasks.DeclaringSyntaxReferences.Any(d => loop.Syntax.Span.Contains(d.Span))
                && IsLong(loop.Collection) && !loop.Body.SelfAndInner().Any(o => o is IAwaitOperation || IsGate(o))
                && add.Arguments[0].Value.Unwrapped() is IInvocationOperation work && Floods(work));
        }

        // Whether the input decides the length. Part of an input (a chunk), a range or a literal does not.
        private static bool IsLong(IOperation items)
        {
            for (var value = items.Unwrapped(); ;)
            {
                switch (value)
                {
                    case IInvocationOperation { TargetMethod: { Name: "Range", ContainingType.Name: "Enumerable" } } range:
                        // Math.Min(workers, items.Count) workers are no more than the workers.
                        return range.Arguments[1].Value.SelfAndAll().Any(o => o is IPropertyReferenceOperation { Property.Name: "Count" or "Length" })
                            && !range.Arguments[1].Value.SelfAndAll().Any(o => o is IInvocationOperation { TargetMethod.Name: "Min" or "Clamp" });
                    case IInvocationOperation { TargetMethod.Name: "Take" or "Repeat" or "Chunk" }: return false;
                    case IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable", Arguments: { Length: > 0 } arguments }: value = arguments[0].Value.Unwrapped(); continue;
                    case IArrayCreationOperation or ICollectionExpressionOperation: return false;
                    case ITranslatedQueryOperation query: value = query.Operation; continue;
                    case ILocalReferenceOperation { Local: var local } reference:
                        if (IsLoopVariable(local, reference)) return false;
                        if (Locks.DeclaredValue(local, reference)?.Unwrapped() is not { } declared) return true;
                        if (declared is IArrayCreationOperation or ICollectionExpressionOperation or IInvocationOperation { TargetMethod.ContainingType.Name: "Enumerable" })
                        {
                            value = declared;
                            continue;
                        }

                        return true;
                    default: return true;
                }
            }
        }

        private static bool IsLoopVariable(ILocalSymbol local, IOperation reference)
        {
            for (var current = reference.Parent; current is not null; current = current.Parent)
            {
                if (current is IForEachLoopOperation loop && loop.Locals.Any(l => l.Is(local))) return true;
            }

            return false;
        }

        private bool Floods(IInvocationOperation work) =>
            IsPooled(work) is { } pooled ? !pooled : program.BodyOf(work.TargetMethod) is not { } body || !IsBounded(body, 0);

        private bool Floods(IMethodSymbol target)
        {
            if (!program.Symbols.IsTask(target.ReturnType)) return false;
            if (program.BodyOf(target) is not { } body) return true;
            // job => job.Completion.Task starts nothing.
            if (!target.IsAsync && Returned(body) is not null and not IInvocationOperation) return false;
            if (Returned(body) is IInvocationOperation only && IsPooled(only) is { } pooled) return !pooled;
            return !IsBounded(body, 0);
        }

        private static IOperation? Returned(IOperation body) =>
            body is IBlockOperation { Operations: { Length: 1 } only } && only[0] is IReturnOperation { ReturnedValue: { } value } ? value.Unwrapped() : null;

        // Task.Run over plain code runs as many as the pool has threads; over asynchronous code it bounds nothing.
        private bool? IsPooled(IInvocationOperation call) =>
            call.TargetMethod is { Name: "Run" or "StartNew", ContainingType: var type } && type.IsInNamespace("System.Threading.Tasks")
                ? DelegateTargets.Of(call.Arguments[0].Value).All(target => !program.Symbols.IsTask(target.ReturnType) || program.BodyOf(target) is { } body && IsBounded(body, 0))
                : null;

        private bool IsBounded(IOperation body, int depth) => body.SelfAndInner().Any(o =>
            IsGate(o) || depth < MaxDepth && o is IInvocationOperation call && program.BodyOf(call.TargetMethod) is { } inner && inner != body && IsBounded(inner, depth + 1));

        // A semaphore, a limiter, a channel, or a queue of waiters of one's own.
        private static bool IsGate(IOperation operation) => operation switch
        {
            IInvocationOperation { TargetMethod: { Name: "Wait" or "WaitAsync" or "WaitOne", ContainingType: var type } } => type.FullName() is "System.Threading.SemaphoreSlim" or "System.Threading.Semaphore" or "System.Threading.WaitHandle",
            IInvocationOperation { TargetMethod.ContainingType: var type } => type.IsInNamespace("System.Threading.Channels") || type.IsInNamespace("System.Threading.RateLimiting"),
            IObjectCreationOperation { Type.Name: "TaskCompletionSource" } => true,
            _ => false,
        };
    }
}
