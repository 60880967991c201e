using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using GradeBench.Core.Intake;

namespace GradeBench.Core.Tests.Intake;

/// <summary>What is read, what is only listed, and what is stored; SANDBOX attack catalogue 101 and 102 with it.</summary>
public sealed class ContentTests
{
    [Fact]
    public async Task An_ordinary_project_is_read_and_the_rest_is_listed()
    {
        var zip = new HandMadeZip()
            .Add("work/", [], entry => (entry.Mode, entry.Method) = (0x41ED, 0))
            .Add("work/Runner.cs", "\uFEFFclass Runner;")
            .Add("work/Model/Item.cs", "class Item;", entry => entry.SizesBehind = true)
            .Add("work/Task.csproj", "<Project/>")
            .Add("work/Directory.Build.props", "<Project/>")
            .Add("work/README.md", "# Hi")
            .Add("work/diagram.png", [0x89, 0x50, 0x00])
            .Add("work/bin/Debug/a.dll", "MZ")
            .Add("work/bin/Debug/b.zip", "PK\u0003\u0004")
            .Add("work/obj/AssemblyInfo.cs", "class Generated;")
            .Add("work/.git/HEAD", "ref: main")
            .Add("work/.vs/x.json", "{}")
            .Add("__MACOSX/work/._Runner.cs", [0, 5, 22, 7]);

        var accepted = Reading.Accepted(await Reading.ZipAsync(zip));

        Assert.Equal("csharp", accepted.Language);
        Assert.Equal([("Model/Item.cs", "class Item;"), ("Runner.cs", "class Runner;")], accepted.Files.Select(file => (file.Path, file.Text)));
        Assert.Equal(
            [".git/", ".vs/", "Directory.Build.props", "README.md", "Task.csproj", "__MACOSX/", "bin/", "diagram.png", "obj/"],
            accepted.Ignored.Select(entry => entry.Path).Order(StringComparer.Ordinal));
        Assert.Equal(("build output", 2), accepted.Ignored.Where(entry => entry.Path == "bin/").Select(entry => (entry.Reason, entry.Files)).Single());
        Assert.All(accepted.Ignored, entry => Assert.NotEmpty(entry.Reason));
    }

    [Fact]
    public async Task An_upload_without_a_source_file_is_refused()
    {
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add("README.md").Add("obj/A.cs")), RefusalReason.NoSource, ".cs");
        Reading.Refused(await Reading.LooseAsync(("main.py", "print()"u8.ToArray())), RefusalReason.NoSource, "C#");
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip()), RefusalReason.NoSource);
    }

    [Fact]
    public async Task Nothing_at_all_is_refused()
    {
        Reading.Refused(await Reading.LooseAsync(), RefusalReason.Empty);
        Reading.Refused(await Reading.ZipAsync([]), RefusalReason.Empty, "“work.zip”");
    }

    [Fact]
    public async Task Binary_data_named_as_source_is_refused() =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add("Tool.cs", [.. "MZ\n"u8, 0, 0])), RefusalReason.BinarySource, "“Tool.cs”", "line 2");

    [Fact]
    public async Task Source_that_is_not_UTF_8_is_refused_with_its_line()
    {
        Reading.Refused(await Reading.LooseAsync(("A.cs", [.. "// ok\n// "u8, 0xE9, 10])), RefusalReason.SourceNotUtf8, "“A.cs”", "line 2");
        Reading.Refused(await Reading.LooseAsync(("A.cs", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("class C;")])), RefusalReason.SourceNotUtf8, "UTF-16");
    }

    [Fact]
    public async Task Other_archives_are_refused_by_name()
    {
        Reading.Refused(await Reading.LooseAsync(("work.rar", "Rar!\u001a"u8.ToArray())), RefusalReason.UnknownFormat, "rar", "zip");
        Reading.Refused(await Reading.LooseAsync(("work.tar.gz", [0x1F, 0x8B, 8])), RefusalReason.UnknownFormat, "“work.tar.gz”", "gz", "zip");
        Reading.Refused(await Reading.LooseAsync(("work.tar", [.. new byte[257], .. "ustar"u8, 0])), RefusalReason.UnknownFormat, "tar", "zip");
        Reading.Refused(await Reading.LooseAsync(("work.zip", "hello"u8.ToArray())), RefusalReason.Polyglot, "“work.zip”");
        Reading.Refused(await Reading.LooseAsync(("a.cs", "class C;"u8.ToArray()), ("work.zip", [])), RefusalReason.Mixed, "“work.zip”");
    }

    [Fact]
    public async Task An_archive_is_stored_as_it_came_and_hashed_once()
    {
        var zip = new HandMadeZip().Add("A.cs").Build();

        var accepted = Reading.Accepted(await Reading.ZipAsync(zip));

        Assert.Equal(zip, accepted.Stored.ToArray());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(zip)), accepted.Sha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("class C;"u8)), accepted.Files.Single().Sha256);
    }

    [Fact]
    public async Task Loose_files_in_any_order_are_stored_as_the_same_bytes()
    {
        var forward = Reading.Accepted(await Reading.LooseAsync(("src/A.cs", "class A;"u8.ToArray()), ("B.cs", "class B;"u8.ToArray())));
        var backward = Reading.Accepted(await Reading.LooseAsync(("B.cs", "class B;"u8.ToArray()), ("./src/A.cs", "class A;"u8.ToArray())));

        Assert.Equal(forward.Stored.ToArray(), backward.Stored.ToArray());
        Assert.Equal("9d4703", forward.Sha256[..6]);
    }

    [Fact]
    public async Task A_stored_upload_reads_back_as_it_was_accepted()
    {
        var loose = Reading.Accepted(await Reading.LooseAsync(("w/A.cs", "class A;"u8.ToArray()), ("w/notes.txt", "x"u8.ToArray())));
        var archive = Reading.Accepted(await Reading.ZipAsync(new HandMadeZip().Add("w/A.cs").Add("w/b/B.cs")));

        foreach (var accepted in new[] { loose, archive })
        {
            var again = SubmissionIntake.Reopen(accepted.Stored);

            Assert.Equal(accepted.Files, again.Files);
            Assert.Equal(accepted.Ignored, again.Ignored);
            Assert.Equal(accepted.Sha256, again.Sha256);
        }
    }

    [Fact]
    public void Damaged_storage_is_not_taken_for_a_submission() =>
        Assert.Throws<InvalidDataException>(() => SubmissionIntake.Reopen("rubbish"u8.ToArray()));

    [Fact]
    public async Task The_canonical_archive_opens_with_the_framework_reader()
    {
        var accepted = Reading.Accepted(await Reading.LooseAsync(("é/A.cs", "class A;"u8.ToArray()), ("B.cs", "class B;"u8.ToArray())));

        using var zip = new ZipArchive(new MemoryStream(accepted.Stored.ToArray()));

        Assert.Equal(["B.cs", "é/A.cs"], zip.Entries.Select(entry => entry.FullName));
        using var reader = new StreamReader(zip.Entries[1].Open());
        Assert.Equal("class A;", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public async Task What_the_framework_writes_is_read(CompressionLevel level)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("work/A.cs", level).Open();
            entry.Write("class A;"u8);
        }

        Assert.Equal("A.cs", Reading.Accepted(await Reading.ZipAsync(bytes.ToArray())).Files.Single().Path);
    }
}
