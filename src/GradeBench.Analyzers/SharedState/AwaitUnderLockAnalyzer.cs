using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GradeBench.Analyzers.SharedState;

/// <summary>GB0305: a lock that belongs to a thread is held over an await, after which another thread may run.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AwaitUnderLockAnalyzer : WholeProgramAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = Rule.CreateForWholeProgram(RuleIdentifiers.AwaitUnderLock, RuleCategories.SharedState,
        "A thread's lock is held over an await",
        "This awaits while {0} is held. Another thread may go on, which cannot release it. Use a SemaphoreSlim(1, 1).");

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor, FactReport.FactRule];

    private protected override void Analyse(SourceProgram program, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var sightings = new Sightings(Descriptor, FactCatalogue.SharedAwaitUnderLock);
        foreach (var body in program.Bodies.SelectMany(body => body.Blocks)
                     .Concat(program.Operations.Select(o => o switch { IAnonymousFunctionOperation lambda => lambda.Body, ILocalFunctionOperation local => local.Body, _ => null }).OfType<IOperation>()))
        {
            // In source order, as code with try and finally reads: taken above, given back below.
            var held = new List<(string Kind, ISymbol? Lock)>();
            foreach (var operation in body.SelfAndInner())
            {
                if (operation is IInvocationOperation call) Follow(call, held);
                else if (held.Count > 0 && operation is (IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true }))
                    sightings.Add(report, operation.Syntax.GetFirstToken().GetLocation(), held[held.Count - 1].Kind);
            }
        }

        report(sightings.Conclude("A lock that belongs to a thread is held over an await.", "No thread's lock is held over an await."));
    }

    private static void Follow(IInvocationOperation call, List<(string Kind, ISymbol? Lock)> held)
    {
        var type = call.TargetMethod.ContainingType.FullName();
        var name = call.TargetMethod.Name;
        var (kind, takes) = type switch
        {
            "System.Threading.Monitor" => ("a Monitor", name is "Enter" or "TryEnter"),
            "System.Threading.WaitHandle" when call.Instance?.Type.FullName() == "System.Threading.Mutex" => ("a Mutex", name == "WaitOne"),
            "System.Threading.Mutex" => ("a Mutex", name == "WaitOne"),
            "System.Threading.ReaderWriterLockSlim" => ("a ReaderWriterLockSlim", name.Contains("Enter")),
            "System.Threading.SpinLock" => ("a SpinLock", name is "Enter" or "TryEnter"),
            "System.Threading.Lock" => ("a Lock", name is "Enter" or "TryEnter"),
            _ => ("", false),
        };
        if (kind.Length == 0) return;

        var locked = (type == "System.Threading.Monitor" ? call.Arguments[0].Value : call.Instance)?.Unwrapped().ReferencedSymbol();
        if (takes) held.Add((kind, locked));
        else if (name is "ReleaseMutex" || name.StartsWith("Exit", StringComparison.Ordinal)) held.RemoveAll(h => h.Kind == kind && (h.Lock is null || h.Lock.Is(locked)));
    }
}
