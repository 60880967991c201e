using System.Collections.Immutable;
using GradeBench.Analyzers.Async;
using GradeBench.Analyzers.Exceptions;
using GradeBench.Analyzers.Pipelines;
using GradeBench.Analyzers.Resources;
using GradeBench.Analyzers.Retries;
using GradeBench.Analyzers.SharedState;
using GradeBench.Analyzers.Types;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GradeBench.Analyzers;

/// <summary>All analyzers of this package, for hosts that run them themselves.</summary>
public static class SourceAnalyzers
{
    /// <param name="includeGeneratedCode">See <see cref="SourceAnalyzer.IncludeGeneratedCode"/>.</param>
    public static ImmutableArray<DiagnosticAnalyzer> Create(bool includeGeneratedCode) =>
    [
        new RetryAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new CustomExceptionAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new InnerExceptionAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new RethrowAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new SwallowedExceptionAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new SharedStateAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new DynamicTypeAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new NonGenericCollectionAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new NullableDisabledAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new NullForgivingAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new ObjectInApiAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new CheckThenActAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new WeakLockAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new BusyWaitAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new AsyncVoidAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new BlockingOnAsyncAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new HttpClientPerCallAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new TokenNotPassedOnAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new CancellationAsFailureAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new ControlFlowAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new AwaitUnderLockAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new TupleInApiAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new WeakDictionaryAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new UnclearVarAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new FireAndForgetAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new TokenParameterAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new UnboundedTasksAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new UndisposedAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new WholeFileReadAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new CultureDependentParsingAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new HandSplitCsvAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
        new QuadraticWorkAnalyzer { IncludeGeneratedCode = includeGeneratedCode },
    ];
}
