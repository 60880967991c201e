using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.Retries;

/// <summary>
/// Finds retries in the control flow of one function, whatever statement makes the cycle. A call is retried when its
/// failure leads back to it and its success does not: that tells a retry from a worker, a poll and a loop over items.
/// </summary>
internal sealed class RetryFinder(Flow flow, SourceProgram program)
{
    private readonly WellKnownSymbols _symbols = program.Symbols;

    public IEnumerable<RetrySite> Find()
    {
        var found = new List<RetrySite>();
        foreach (var call in Calls())
        {
            if (flow.BlockOf(call) is not { } block || found.Any(site => site.Cycle.Syntax.Span.Contains(call.Syntax.Span) && SameHandlers(site, call))) continue;
            if ((AfterException(call, block) ?? AfterResult(call, block) ?? Recursion(call, block) ?? SecondTry(call)) is { } site) found.Add(site);
        }

        return found;
    }

    private IEnumerable<IInvocationOperation> Calls() => flow.Body.SelfAndInner().OfType<IInvocationOperation>().Where(IsAttempt);

    // One site per loop and catch, however many calls its try has.
    private static bool SameHandlers(RetrySite site, IInvocationOperation call) =>
        site.Attempts.Contains(call) || site.Handlers.Any(h => h.Parent is ITryOperation tried && tried.Syntax.Span.Contains(call.Syntax.Span));

    private RetrySite? AfterException(IInvocationOperation call, BasicBlock block)
    {
        var tried = call.EnclosingWithin<ITryOperation>();
        var handlers = flow.Handlers(block).Select(h => (h.Entry, Again: Flow.Reachable(h.Entry))).Where(h => h.Again.Contains(block)).ToList();
        if (handlers.Count == 0 || tried is null || SuccessLeadsBack(call, block) || CycleAround(call) is not { } cycle || TakesNewInput(call, cycle)) return null;

        var clauses = TriesAround(call, cycle).SelectMany(t => t.Catches).Where(clause => clause.Handler.SelfAndInner().Select(flow.BlockOf).Append(EntryOf(clause, handlers.Select(h => h.Entry)))
            .OfType<BasicBlock>().Any(b => handlers.Any(h => h.Again.Contains(b)))).ToList();
        var again = new HashSet<BasicBlock>(handlers.SelectMany(h => h.Again).Where(b => Flow.Reachable(b).Contains(block)));
        return new RetrySite(flow, Attempts(call), cycle, clauses, FailureTests(call, block, cycle), [.. handlers.Select(h => h.Entry)], again, block);
    }

    private RetrySite? AfterResult(IInvocationOperation call, BasicBlock block)
    {
        if (CycleAround(call) is not { } cycle || TakesNewInput(call, cycle)) return null;

        var tests = ResultTests(call, block).ToList();
        if (tests.Count == 0 || !tests.Any(t => IsFailureTest(t.Test, call, cycle))) return null;

        var starts = tests.Select(t => t.Failing).ToList();
        var again = new HashSet<BasicBlock>(starts.SelectMany(s => Flow.Reachable(s)).Where(b => Flow.Reachable(b).Contains(block)));
        var site = new RetrySite(flow, [call], cycle, [], [.. tests.Select(t => t.Test)], starts, again, block);
        return DelaysIn(cycle).Any() && Polling.OnlyLooks(site, [.. ResultSymbols(call)]) ? null : site;
    }

    // catch { return await SendAsync(request, attempt + 1); } inside SendAsync.
    private RetrySite? Recursion(IInvocationOperation call, BasicBlock block)
    {
        if (!call.TargetMethod.OriginalDefinition.Is(flow.Function.OriginalDefinition)) return null;

        var clause = call.EnclosingWithin<ICatchClauseOperation>();
        var test = call.EnclosingWithin<IConditionalOperation>()?.Condition;
        if (clause is null && (test is null || !MentionsStatus(test))) return null;

        var attempts = clause?.Parent is ITryOperation tried ? tried.Body.SelfAndInner().OfType<IInvocationOperation>().Where(c => IsAttempt(c) && c != call).ToList() : [];
        if (attempts.Count == 0) attempts = [.. Calls().Where(c => c != call && c.Syntax.SpanStart < call.Syntax.SpanStart)];
        if (attempts.Count == 0) return null;

        var updates = new Dictionary<ISymbol, IOperation>(SymbolEqualityComparer.Default);
        foreach (var argument in call.Arguments.Where(a => a.Parameter is not null && a.Value.Unwrapped().ReferencedSymbol().Is(a.Parameter) == false))
        {
            if (flow.Function.Parameters.FirstOrDefault(p => p.Ordinal == argument.Parameter!.Ordinal) is { } own) updates[own] = argument.Value;
        }

        var entry = flow.Graph.Blocks[0];
        var start = flow.BlockOf(attempts[0]) is { } attempt ? flow.Handlers(attempt).Select(h => h.Entry).Where(h => Flow.Reachable(h).Contains(block)).DefaultIfEmpty(entry).First() : entry;
        return new RetrySite(flow, [attempts[0]], flow.Body, clause is null ? [] : [clause], clause is null ? [test!] : [], [start, entry], [.. Flow.Reachable(start)], block) { Updates = updates };
    }

    // try { return await Send(x); } catch { return await Send(x); }
    private RetrySite? SecondTry(IInvocationOperation call)
    {
        if (call.EnclosingWithin<ICatchClauseOperation>() is not { Parent: ITryOperation tried } clause || clause.Handler.SelfAndInner().OfType<ILoopOperation>().Any()) return null;

        // The same operation, used the same way: what the try is for, not a call that both branches happen to make.
        var first = tried.Body.SelfAndInner().OfType<IInvocationOperation>().FirstOrDefault(IsAttempt);
        if (first is null || call.TargetMethod.ReturnsVoid || !first.TargetMethod.Is(call.TargetMethod) || first.Syntax.ToString() != call.Syntax.ToString()
            || Use(first) is not { } use || use != Use(call) || flow.BlockOf(call) is not { } block) return null;

        return new RetrySite(flow, [first], clause.Handler, [clause], [], [block], [block], block) { OnlyOnce = true };
    }

    // What becomes of a call's value: returned, stored or dropped; null when it is a part of something else.
    private static OperationKind? Use(IOperation call)
    {
        var parent = call.Parent;
        while (parent is IAwaitOperation or IConversionOperation or IParenthesizedOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }) parent = parent.Parent;
        return parent is IReturnOperation or ISimpleAssignmentOperation or IExpressionStatementOperation ? parent.Kind : null;
    }

    // Whether the call comes round again although nothing failed.
    private static bool SuccessLeadsBack(IInvocationOperation call, BasicBlock block) => new KnownPath(call).LeadsBack(block);

    private IOperation? CycleAround(IOperation call)
    {
        if (call.EnclosingWithin<ILoopOperation>() is { } loop) return loop;
        return flow.Body.SelfAndInner().Any(o => o is IBranchOperation { BranchKind: BranchKind.GoTo }) ? flow.Body : null;
    }

    private static IEnumerable<ITryOperation> TriesAround(IOperation call, IOperation cycle)
    {
        for (var current = call.Parent; current is not null && current != cycle; current = current.Parent)
        {
            if (current is ITryOperation tried && tried.Body.Syntax.Span.Contains(call.Syntax.Span)) yield return tried;
        }
    }

    private IReadOnlyList<IInvocationOperation> Attempts(IInvocationOperation call) =>
        call.EnclosingWithin<ITryOperation>() is { } tried
            ? [.. tried.Body.SelfAndInner().OfType<IInvocationOperation>().Where(IsAttempt)]
            : [call];

    // An empty clause has no operations to find its block by; its entry is the first block after the try.
    private static BasicBlock? EntryOf(ICatchClauseOperation clause, IEnumerable<BasicBlock> entries) =>
        clause.Handler.Operations.IsEmpty ? entries.FirstOrDefault(e => e.EnclosingRegion.ExceptionType.Is(clause.ExceptionType) || e.EnclosingRegion.EnclosingRegion?.ExceptionType.Is(clause.ExceptionType) == true) : null;

    // A foreach over servers tries another one each time; asking the user again is no retry either.
    private static bool TakesNewInput(IInvocationOperation call, IOperation cycle)
    {
        var scope = call.EnclosingWithin<ITryOperation>() is { } tried && cycle.Syntax.Span.Contains(tried.Syntax.Span) ? tried.Body : (IOperation)call;
        if (scope.SelfAndInner().OfType<IInvocationOperation>().Any(c => ReadsInput(c.TargetMethod))) return true;
        if (scope.SelfAndInner().OfType<IInvocationOperation>().Any(c => TakesNextElement(c, cycle))) return true;
        if (cycle is IForEachLoopOperation each && !IsCounting(each)) return each.Locals.Any(local => scope.Mentions(local));
        return cycle.SelfAndInner().OfType<IInvocationOperation>().Where(c => IsTaking(c.TargetMethod) && c.EnclosingWithin<ILoopOperation>() == cycle).Any(c => !ReferenceEquals(c, call));
    }

    // hosts[i] with the loop's own number is another host each time.
    private static bool TakesNextElement(IInvocationOperation call, IOperation cycle) =>
        call.ChildOperations.SelectMany(child => child.SelfAndInner()).Any(part => Index(part) is { } index
            && cycle.SelfAndInner().Any(o => o is IIncrementOrDecrementOperation step && step.Target.ReferencedSymbol() is { } counter && index.Mentions(counter)));

    private static IOperation? Index(IOperation part) => part switch
    {
        IArrayElementReferenceOperation { Indices: { Length: 1 } indices } => indices[0],
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: { Length: 1 } arguments } => arguments[0].Value,
        _ => null,
    };

    private static bool IsCounting(IForEachLoopOperation loop) =>
        loop.Collection.Unwrapped() is IInvocationOperation { TargetMethod.Name: "Range" or "Repeat" };

    private static bool ReadsInput(IMethodSymbol method) => method.ContainingType.FullName() == "System.Console" && method.Name.StartsWith("Read", StringComparison.Ordinal);

    private static bool IsTaking(IMethodSymbol method) =>
        method.Name is "Dequeue" or "TryDequeue" or "Take" or "TryTake" or "Pop" or "TryPop" or "WaitToReadAsync" or "ReadLine" or "ReadLineAsync" or "Read" or "ReadAsync"
        && method.ContainingType.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true
        && !method.ContainingType.IsInNamespace("System.Threading.Tasks") && !method.ContainingType.IsInNamespace("System.Net");

    // Conditional jumps on what the call returned, of which one way leads back to it and the other does not.
    private static IEnumerable<(IOperation Test, BasicBlock Failing)> ResultTests(IInvocationOperation call, BasicBlock block)
    {
        var results = ResultSymbols(call).ToList();
        foreach (var candidate in Flow.Reachable(block))
        {
            if (candidate.ConditionKind == ControlFlowConditionKind.None || candidate.BranchValue is not { } value) continue;
            if (!value.DescendantsAndSelf().Any(o => o.Syntax == call.Syntax || results.Any(r => o.ReferencedSymbol().Is(r)))) continue;

            var (conditional, fallThrough) = (candidate.ConditionalSuccessor?.Destination, candidate.FallThroughSuccessor?.Destination);
            var (one, other) = (Leads(conditional, block), Leads(fallThrough, block));
            var failing = one ? conditional : fallThrough;
            if (one != other && !Polling.IsNotYet(call, value, Polling.ValueTowards(candidate, failing!))) yield return (value, failing!);
        }
    }

    private static bool Leads(BasicBlock? from, BasicBlock to) => from is not null && Flow.Reachable(from).Contains(to);

    private static IEnumerable<ISymbol> ResultSymbols(IInvocationOperation call)
    {
        for (var current = call.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IVariableDeclaratorOperation declarator: yield return declarator.Symbol; yield break;
                case IAssignmentOperation assignment when assignment.Target.ReferencedSymbol() is { } symbol: yield return symbol; yield break;
                case IExpressionStatementOperation or IConditionalOperation or IReturnOperation or IArgumentOperation: yield break;
            }
        }
    }

    private bool IsFailureTest(IOperation test, IInvocationOperation call, IOperation cycle)
    {
        if (MentionsStatus(test)) return true;

        // A bool or null is a failure when the call is a Try… one, or when the waits grow: a poll asks at a steady pace.
        var delays = DelaysIn(cycle).ToList();
        return delays.Count > 0 && (call.TargetMethod.Name.StartsWith("Try", StringComparison.Ordinal) || delays.Any(delay => GrowsIn(delay, cycle)));
    }

    private bool GrowsIn(DelayCall delay, IOperation cycle) =>
        new DelayEvaluator(program, cycle, new Dictionary<ISymbol, IOperation>(SymbolEqualityComparer.Default)).Evaluate(delay.Duration).Growth > Growth.Constant;

    private IEnumerable<DelayCall> DelaysIn(IOperation cycle) =>
        cycle.SelfAndInner().OfType<IInvocationOperation>().Select(c => DelayCall.Of(c, _symbols)).OfType<DelayCall>();

    // In a loop that also catches, results may be retried too.
    private IReadOnlyList<IOperation> FailureTests(IInvocationOperation call, BasicBlock block, IOperation cycle) =>
        [.. ResultTests(call, block).Where(t => IsFailureTest(t.Test, call, cycle)).Select(t => t.Test)];

    internal static bool MentionsStatus(IOperation test) =>
        test.DescendantsAndSelf().Any(o => o is IPropertyReferenceOperation { Property.Name: "IsSuccessStatusCode" or "StatusCode" }
            || o.Type.FullName() == "System.Net.HttpStatusCode");

    /// <summary>Whether a call can be what is tried: not a wait, not a log, not a computation.</summary>
    private bool IsAttempt(IInvocationOperation call)
    {
        var type = call.TargetMethod.ContainingType;
        if (DelayCall.Of(call, _symbols) is not null || call.TargetMethod.Name is "ConfigureAwait" or "ThrowIfCancellationRequested" or "EnsureSuccessStatusCode" or "Delay" or "Dispose" or "DisposeAsync") return false;
        if (type.FullName() is "System.Console" or "System.Math" or "System.TimeSpan" or "System.String" or "System.Convert" or "System.Random" or "System.Threading.Interlocked"
            or "System.Threading.SemaphoreSlim" or "System.Threading.Volatile" or "System.Object" or "System.Diagnostics.Stopwatch" or "System.Threading.CancellationTokenSource") return false;
        if (type.IsInNamespace("Microsoft.Extensions.Logging") || type.Name is "ILogger" or "Logger" or "Log") return false;
        return !type.IsInNamespace("System.Linq") && !type.IsInNamespace("System.Collections") && !type.IsInNamespace("System.Text");
    }
}
