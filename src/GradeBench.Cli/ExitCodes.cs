namespace GradeBench.Cli;

/// <summary>What the exit codes of the program mean to a script.</summary>
internal static class ExitCodes
{
    /// <summary>Graded, or all checks passed, or stopped as asked.</summary>
    public const int Done = 0;

    /// <summary>The submission was refused or does not compile; for <c>up</c>: something it needs failed.</summary>
    public const int Refused = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>This machine cannot sandbox, and nothing was run.</summary>
    public const int CannotSandbox = 3;

    /// <summary>Grading itself failed; that says nothing about the submission.</summary>
    public const int OurFault = 4;

    /// <summary>Stopped by Ctrl-C, as shells report it.</summary>
    public const int Interrupted = 130;
}
