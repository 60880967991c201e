using GradeBench.Core.Intake;

namespace GradeBench.Core.Tests.Intake;

public sealed class FolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gb-intake-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_is_read_without_entering_build_output()
    {
        Write("Runner.cs", "class Runner;");
        Write("obj/Generated.cs", "class Generated;");
        Write("Model/Item.cs", "class Item;");

        var accepted = Reading.Accepted(await ReadAsync());

        Assert.Equal(["Model/Item.cs", "Runner.cs"], accepted.Files.Select(file => file.Path));
        Assert.Equal("obj/", accepted.Ignored.Single().Path);
    }

    [Fact]
    public async Task A_link_in_a_folder_is_refused_and_not_followed()
    {
        Write("Runner.cs", "class Runner;");
        File.CreateSymbolicLink(Path.Combine(_folder, "Secret.cs"), "/etc/passwd");

        Reading.Refused(await ReadAsync(), RefusalReason.Link, "“Secret.cs”");
    }

    [Fact]
    public async Task A_link_to_a_folder_is_refused_and_not_entered()
    {
        Write("Runner.cs", "class Runner;");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "up"), "..");

        Reading.Refused(await ReadAsync(), RefusalReason.Link, "“up”");
    }

    private Task<IntakeResult> ReadAsync() =>
        new SubmissionIntake().ReadAsync(FolderUpload.Parts(_folder, new IntakeLimits()), TestContext.Current.CancellationToken);

    private void Write(string path, string text)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
