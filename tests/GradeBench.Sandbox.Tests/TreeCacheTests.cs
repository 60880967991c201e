using GradeBench.Sandbox.Files;

namespace GradeBench.Sandbox.Tests;

public sealed class TreeCacheTests : IDisposable
{
    private const string Kind = "app-a";

    private readonly string _folder = Directory.CreateTempSubdirectory("gradebench-trees-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Processes_that_make_trees_of_one_kind_at_the_same_time_all_get_theirs()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 400).Select(i => Task.Run(() => Cache().GetAsync(
            Kind, $"{i}", () => Task.FromResult<IReadOnlyList<TreeEntry>>([new TreeEntry.Text($"{i}", "a.txt")]), TestContext.Current.CancellationToken))));

        Assert.All(made.Index(), tree => Assert.Equal($"{tree.Index}", File.ReadAllText(Path.Combine(tree.Item, "a.txt"))));
    }

    private TreeCache Cache() => new(_folder, TimeProvider.System);
}
