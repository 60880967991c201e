using GradeBench.Core.Intake;

namespace GradeBench.Core.Tests.Intake;

/// <summary>SANDBOX attack catalogue 99 and the size limits: bytes are counted as they are read, whatever headers say.</summary>
public sealed class SizeTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public async Task An_upload_larger_than_the_limit_is_refused_after_the_limit_and_one_chunk()
    {
        using var endless = new EndlessStream();

        var result = await new SubmissionIntake().ReadAsync([new UploadPart("big.zip", () => endless)], TestContext.Current.CancellationToken);

        Reading.Refused(result, RefusalReason.UploadTooLarge, "“big.zip”", "20 MiB");
        Assert.InRange(endless.BytesRead, 20 * MiB, 20 * MiB + 64 * 1024);
    }

    [Fact]
    public async Task A_bomb_is_refused_and_is_never_held_in_memory()
    {
        var bomb = new HandMadeZip().Add("a.txt", new byte[32 * MiB], entry => (entry.Size, entry.Crc) = (10, 0)).Build();

        // From memory everything is read on this thread before the task is handed back, so its allocations are all of them.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reading = Reading.ZipAsync(bomb);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(reading.IsCompleted);
        Reading.Refused(await reading, RefusalReason.PackingRatio, "“a.txt”", "200");
        Assert.InRange(allocated, 1, MiB);
    }

    [Fact]
    public async Task Many_entries_below_the_ratio_are_refused_by_their_sum()
    {
        var content = Noise(256 * 1024);
        var zip = Enumerable.Range(0, 5).Aggregate(new HandMadeZip(), (made, index) => made.Add($"bin/{index}.dll", content));

        Reading.Refused(await Reading.ZipAsync(zip, new IntakeLimits { MaxUnpackedBytes = MiB }), RefusalReason.UnpackedTooLarge, "1 MiB", "bin/4.dll");
    }

    [Fact]
    public async Task A_source_file_larger_than_its_limit_is_refused_without_being_held()
    {
        var result = await Reading.ZipAsync(new HandMadeZip().Add("Big.cs", Noise(MiB + 1)));

        Reading.Refused(result, RefusalReason.SourceFileTooLarge, "“Big.cs”", "1 MiB");
    }

    [Fact]
    public async Task A_source_file_of_exactly_the_limit_is_read()
    {
        var limits = new IntakeLimits { MaxSourceFileBytes = 4096 };

        Reading.Accepted(await Reading.ZipAsync(new HandMadeZip().Add("A.cs", new string('x', 4096)), limits));
        Reading.Refused(await Reading.ZipAsync(new HandMadeZip().Add("A.cs", new string('x', 4097)), limits), RefusalReason.SourceFileTooLarge, "4 KiB");
    }

    [Fact]
    public async Task More_source_than_its_limit_is_refused()
    {
        var text = string.Join('\n', Enumerable.Range(0, 80_000).Select(number => $"// {number * 7919}"));
        var zip = Enumerable.Range(0, 5).Aggregate(new HandMadeZip(), (made, index) => made.Add($"F{index}.cs", text));

        Reading.Refused(await Reading.ZipAsync(zip), RefusalReason.SourceTooLarge, "“F4.cs”", "4 MiB");
    }

    [Fact]
    public async Task One_source_file_more_than_the_limit_is_refused()
    {
        var allowed = Enumerable.Range(0, 200).Aggregate(new HandMadeZip(), (made, index) => made.Add($"F{index:D3}.cs"));
        Assert.Equal(200, Reading.Accepted(await Reading.ZipAsync(allowed)).Files.Count);

        Reading.Refused(await Reading.ZipAsync(allowed.Add("One.cs")), RefusalReason.TooManySourceFiles, "“One.cs”", "200");
    }

    [Fact]
    public async Task A_short_file_may_pack_as_well_as_it_likes() =>
        Reading.Accepted(await Reading.ZipAsync(new HandMadeZip().Add("A.cs", new string(' ', 60_000))));

    [Fact]
    public void The_widest_limits_are_the_upper_ends_of_the_declared_ranges()
    {
        foreach (var property in typeof(IntakeLimits).GetProperties().Where(property => property.PropertyType == typeof(int)))
        {
            var range = Assert.IsType<System.ComponentModel.DataAnnotations.RangeAttribute>(Assert.Single(property.GetCustomAttributes(inherit: false),
                attribute => attribute is System.ComponentModel.DataAnnotations.RangeAttribute));

            Assert.Equal((int)range.Maximum, property.GetValue(IntakeLimits.Widest));
            Assert.True(range.IsValid(property.GetValue(new IntakeLimits())), property.Name);
        }
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Never ends and counts what was taken from it.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public long BytesRead { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            BytesRead += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
