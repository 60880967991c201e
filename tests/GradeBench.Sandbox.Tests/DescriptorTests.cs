namespace GradeBench.Sandbox.Tests;

/// <summary>What is open in this process is counted, so no other test may open or close anything meanwhile.</summary>
[Collection(nameof(DescriptorTests))]
[CollectionDefinition(nameof(DescriptorTests), DisableParallelization = true)]
public sealed class DescriptorTests(SandboxFixture sandbox)
{
    private const int Runs = 5;

    [Fact]
    public async Task Sandboxes_leave_no_descriptor_of_ours_open()
    {
        await sandbox.RunAsync("exit", "0");
        var before = Open();

        for (var run = 0; run < Runs; run++)
        {
            await sandbox.RunAsync("exit", "0");
        }

        // Each run opens half a dozen; less than one for each is the runtime's own coming and going.
        Assert.True(Open().Count - before.Count < Runs, $"Open that was not before: {string.Join(", ", Open().Except(before))}.");
    }

    private static HashSet<string> Open() =>
        [.. new DirectoryInfo("/proc/self/fd").GetFileSystemInfos().Select(entry => $"{entry.Name} -> {entry.LinkTarget}")];
}
