using System.IO.Compression;
using GradeBench.Core.Intake;

namespace GradeBench.Core.Tests.Intake;

/// <summary>SANDBOX attack catalogue 91 to 94 and 100: archives that hold other things than files, or are other things than archives.</summary>
public sealed class ArchiveTests
{
    [Fact]
    public async Task A_symbolic_link_is_refused() =>
        Reading.Refused(await Reading.ZipAsync(Mode("link.cs", 0xA1FF)), RefusalReason.Link, "“link.cs”");

    [Theory]
    [InlineData(0x21A4u)]
    [InlineData(0x61A4u)]
    [InlineData(0x11A4u)]
    [InlineData(0xC1A4u)]
    public async Task Devices_pipes_and_sockets_are_refused(uint mode) =>
        Reading.Refused(await Reading.ZipAsync(Mode("dev.cs", mode)), RefusalReason.SpecialFile, "“dev.cs”");

    [Fact]
    public async Task A_setuid_file_is_read_and_its_mode_is_forgotten()
    {
        var accepted = Reading.Accepted(await Reading.ZipAsync(Mode("a.cs", 0x8DED)));

        using var download = new ZipArchive(new MemoryStream(CanonicalArchive.Write(accepted.Files)));
        Assert.Equal(0x81A4, download.Entries.Single().ExternalAttributes >>> 16);
    }

    [Theory]
    [InlineData(1 << 0)]
    [InlineData(1 << 6)]
    [InlineData(1 << 13)]
    public async Task An_encrypted_entry_is_refused(int flag) =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add("a.cs", change: entry => entry.Flags = flag)), RefusalReason.Encrypted, "“a.cs”", "password");

    [Fact]
    public async Task An_unknown_compression_is_refused() =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add("a.cs", change: entry => entry.Method = 14)), RefusalReason.UnknownFormat, "“a.cs”", "14");

    [Fact]
    public async Task Zip64_fields_are_refused() =>
        Reading.Refused(
            await Reading.ZipAsync(new HandMadeZip().Add("a.cs", change: entry => entry.Extra = [1, 0, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0])),
            RefusalReason.Zip64, "zip64");

    [Fact]
    public async Task A_zip64_sized_entry_is_refused() =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add("a.cs", change: entry => entry.Size = uint.MaxValue)), RefusalReason.Zip64, "“a.cs”");

    [Fact]
    public async Task Seventy_thousand_entries_are_refused()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var index = 0; index < 70_000; index++)
            {
                zip.CreateEntry($"{index}", CompressionLevel.NoCompression);
            }
        }

        Reading.Refused(await Reading.ZipAsync(bytes.ToArray()), RefusalReason.Zip64);
    }

    [Fact]
    public async Task More_entries_than_the_limit_are_refused()
    {
        var zip = Enumerable.Range(0, 11).Aggregate(new HandMadeZip(), (made, index) => made.Add($"f{index}.txt"));

        Reading.Refused(await Reading.ZipAsync(zip, new IntakeLimits { MaxEntries = 10 }), RefusalReason.TooManyEntries, "11", "10");
    }

    [Fact]
    public async Task A_zip_behind_a_picture_is_refused() =>
        Reading.Refused(
            await Reading.ZipAsync(new HandMadeZip { Before = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10] }.Add("a.cs")),
            RefusalReason.Polyglot, "“work.zip”");

    [Fact]
    public async Task Bytes_between_the_entries_and_the_table_are_refused() =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip { BetweenEntriesAndDirectory = "hidden"u8.ToArray() }.Add("a.cs")), RefusalReason.Polyglot);

    [Fact]
    public async Task Bytes_behind_the_end_are_refused() =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip { After = "<html>"u8.ToArray() }.Add("a.cs")), RefusalReason.Damaged, "bytes after its end");

    [Fact]
    public async Task A_whole_second_archive_in_the_comment_is_refused()
    {
        var inner = new HandMadeZip().Add("b.cs").Build();

        Reading.Refused(await Reading.ZipAsync(new HandMadeZip { Comment = inner }.Add("a.cs")), RefusalReason.Polyglot);
    }

    [Fact]
    public async Task An_ordinary_comment_is_accepted() =>
        Reading.Accepted(await Reading.ZipAsync(new HandMadeZip { Comment = "4f0c2ab"u8.ToArray() }.Add("a.cs")));

    [Fact]
    public async Task Entries_that_share_bytes_are_refused() =>
        Reading.Refused(
            await Reading.ZipAsync(new HandMadeZip().Add("a.cs").Add("a.cs", change: entry => entry.Offset = 0)), RefusalReason.Polyglot, "share bytes");

    [Fact]
    public async Task A_name_that_differs_between_the_two_headers_is_refused() =>
        Reading.Refused(
            await Reading.ZipAsync(new HandMadeZip().Add("a.cs", change: entry => entry.LocalName = "b.cs"u8.ToArray())), RefusalReason.Damaged, "“a.cs”");

    [Fact]
    public async Task A_table_that_promises_more_entries_than_there_are_is_refused() =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip { DeclaredCount = 2 }.Add("a.cs")), RefusalReason.Damaged);

    [Fact]
    public async Task A_wrong_checksum_is_refused() =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add("a.cs", change: entry => entry.Crc = 7)), RefusalReason.Damaged, "“a.cs”", "checksum");

    [Fact]
    public async Task Bytes_that_do_not_unpack_are_refused() =>
        Reading.Refused(
            await Reading.ZipAsync(new HandMadeZip().Add("a.cs", change: entry => entry.Packed = [0xFF, 0xFF, 0xFF])), RefusalReason.Damaged, "“a.cs”");

    [Theory]
    [InlineData("inner.zip", "PK\u0003\u0004")]
    [InlineData("inner.tar.gz", "x")]
    [InlineData("notes.dat", "PK\u0003\u0004")]
    [InlineData("notes", "Rar!")]
    public async Task An_archive_inside_the_archive_is_refused(string name, string content) =>
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add("a.cs").Add(name, content)), RefusalReason.NestedArchive, $"“{name}”");

    [Fact]
    public async Task Every_truncation_of_an_archive_is_refused_and_none_throws()
    {
        var whole = new HandMadeZip().Add("a.cs").Add("b/c.cs", change: entry => entry.SizesBehind = true).Build();

        for (var length = 0; length < whole.Length; length++)
        {
            Assert.IsType<IntakeResult.Refused>(await Reading.ZipAsync(whole[..length]));
        }
    }

    [Fact]
    public async Task Every_changed_byte_of_an_archive_is_read_or_refused_and_none_throws()
    {
        var whole = new HandMadeZip().Add("a.cs").Add("b/c.cs", change: entry => entry.SizesBehind = true).Build();

        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var change in new byte[] { 0x01, 0x80, 0xFF })
            {
                var changed = whole.ToArray();
                changed[at] ^= change;
                Assert.NotNull(await Reading.ZipAsync(changed));
            }
        }
    }

    private static HandMadeZip Mode(string name, uint mode) => new HandMadeZip().Add(name, change: entry => entry.Mode = mode);
}
