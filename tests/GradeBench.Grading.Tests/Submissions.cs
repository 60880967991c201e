using System.IO.Compression;
using GradeBench.Assessments;
using GradeBench.Protocol;
using GradeBench.Rubrics;

namespace GradeBench.Grading.Tests;

/// <summary>What the tests grade: samples of the repository, the starter, and hostile ones written here.</summary>
internal static class Submissions
{
    public static AssessmentPack Pack { get; } = AssessmentPacks.Find("task-runner")!;

    public static Rubric Rubric { get; } = RubricLoader.Load(
        File.ReadAllText(Repository.At("rubrics", "task-runner.yaml")), "rubrics/task-runner.yaml", new RubricVocabulary([.. Pack.Behaviours.Select(b => b.Id)])).OrThrow();

    public static IReadOnlyList<SourceFile> Sample(string name)
    {
        var folder = Repository.At("sample-submissions", "task-runner", "csharp", name, "code");
        return [.. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Select(f => new SourceFile(Path.GetRelativePath(folder, f), File.ReadAllText(f)))];
    }

    public static IReadOnlyList<SourceFile> Starter()
    {
        using var archive = new ZipArchive(new MemoryStream([.. Pack.Starter]));
        return [.. archive.Entries.Where(e => e.Name.EndsWith(".cs", StringComparison.Ordinal)).Select(e => new SourceFile(e.FullName, Text(e)))];
    }

    /// <summary>A task runner whose <c>RunAsync</c> has the given body, with members beside it.</summary>
    public static IReadOnlyList<SourceFile> Running(string body, string members = "") =>
    [
        new SourceFile("Solution.cs", $$"""
            using GradeBench.Contracts.TaskRunner;

            public sealed class Solution(TaskRunnerOptions options) : ITaskRunner
            {
                public int Workers => options.Workers ?? Environment.ProcessorCount;

                public long TotalFinished => 0;

                public async Task<IReadOnlyList<TaskOutcome>> RunAsync(IReadOnlyList<WorkItem> tasks, CancellationToken cancellationToken)
                {
                    await Task.Yield();
                    {{body}}
                }

                public ValueTask DisposeAsync() => ValueTask.CompletedTask;

                {{members}}
            }
            """),
    ];

    public static GradingRequest Request(IReadOnlyList<SourceFile> files, ulong seed = 42) => new(Pack, Rubric, "csharp", files, seed);

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
