using GradeBench.Assessments;
using GradeBench.Rubrics;

namespace GradeBench.Cli.Grade;

/// <summary>The rubric of an assessment as it is shipped with the program.</summary>
internal static class RubricFile
{
    /// <exception cref="RubricException">The file was edited and is wrong now; the message lists every problem.</exception>
    public static Rubric Load(AssessmentPack pack)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "rubrics", pack.Id + ".yaml");
        return RubricLoader.Load(File.ReadAllText(file), file).OrThrow();
    }
}
