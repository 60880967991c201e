namespace GradeBench.Core.Runs;

/// <summary>What a running run is doing, for people who wait.</summary>
public enum RunStage
{
    Waiting,
    Preparing,
    Compiling,
    Analysing,
    Testing,
    Scoring,
    Done,
}
