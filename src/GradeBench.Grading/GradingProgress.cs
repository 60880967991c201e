namespace GradeBench.Grading;

/// <summary>How far a grading has come.</summary>
/// <param name="Stage">What is being done now.</param>
/// <param name="Done">Hidden tests that have ended; 0 outside <see cref="GradingStage.Testing"/>.</param>
/// <param name="Total">Hidden tests in all; 0 outside <see cref="GradingStage.Testing"/>.</param>
/// <param name="Elapsed">Since the grading began.</param>
public sealed record GradingProgress(GradingStage Stage, int Done, int Total, TimeSpan Elapsed);

/// <summary>What a grading does, in this order.</summary>
public enum GradingStage
{
    /// <summary>Waiting for a compiler host.</summary>
    Preparing,

    Compiling,

    /// <summary>Analyzing the code, which goes on while it is tested.</summary>
    Analysing,

    Testing,
    Scoring,
}
