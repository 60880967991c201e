using GradeBench.Assessments.Judge;
using GradeBench.Contracts.CsvPipeline;

namespace GradeBench.Assessments.CsvPipeline;

/// <summary>
/// Whether work grows with the source and not with its square, and memory not at all: measured from outside, in the
/// processor time and memory of the submission's own process.
/// </summary>
public sealed class ScaleTests(Candidate<IUserPipeline> candidate)
{
    private readonly People _people = new(candidate.Seed);

    [Fact, Behaviour("scale.linear", "Takes time in proportion to the source",
        CandidateSentence = "Per row a long source took far more processor time than a short one.", IsLong = true, LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Eight_times_the_rows_take_about_eight_times_the_time()
    {
        // Eight times the rows: linear is 8, quadratic 64. Whatever else the machine does can only add to a measurement, so
        // the least of several counts. A decision against the submission takes some rounds, and many when it is close: the
        // long source is measured less often than the short one and is the one that meets a collection or a compilation.
        const int Times = 8;
        const double MostGrowth = 20;
        const double ClearGrowth = 40;
        const int FewestRounds = 3;
        const int Rounds = 10;
        const int Pieces = 80;
        const int PieceRows = 40;
        var pipeline = await candidate.PipelineAsync();
        var pattern = _people.Take(PieceRows);
        var (once, grown) = (double.MaxValue, double.MaxValue);

        for (var round = 0; round < Rounds; round++)
        {
            await MeasureShortAsync(5);
            grown = Math.Min(grown, await MeasureAsync(Times * Pieces));
            await MeasureShortAsync(2);
            if (grown <= MostGrowth * once)
                return;

            if (round + 1 >= FewestRounds && grown > ClearGrowth * once)
                break;
        }

        Assert.Fail($"Expected at most {MostGrowth} times the processor time for {Times} times the rows; received {grown / once:0.0} times ({once:0} ms, {grown:0} ms).");

        // Several times, and before and after the long source: at first code is compiled on the way, and a short source that is
        // dear because of that would hide growth.
        async Task MeasureShortAsync(int times)
        {
            for (var again = 0; again < times; again++)
                once = Math.Min(once, await MeasureAsync(Pieces));
        }

        async Task<double> MeasureAsync(int pieces)
        {
            var before = candidate.ReadCpuTime();
            var summary = await pipeline.SummarizeAsync(candidate.Named(new Input(Csv.Long(pattern, pieces))), CancellationToken.None);

            Assert.Equal((long)PieceRows * pieces, summary.Users);
            return (candidate.ReadCpuTime() - before).TotalMilliseconds;
        }
    }

    // Rows are wide, so that keeping them shows soon: as text in memory each takes twice its bytes. Not wider, so that a
    // thousand of them, which are a batch, stay small beside the allowance. The first run fills what the runtime allows
    // itself between two collections, which has nothing to do with the submission.
    [Fact, FreshHost, Behaviour("scale.memory", "Sums up any source in the same memory",
        CandidateSentence = "The memory used grew with the size of the source.", IsLong = true, LimitSeconds = CsvPipelineJudge.LimitSeconds)]
    public async Task Memory_does_not_grow_with_the_source()
    {
        const int PieceRows = 32;
        const int Pieces = 120;
        const int Times = 3;
        const long Allowance = 16L << 20;
        var pipeline = await candidate.PipelineAsync();
        User[] pattern = [.. _people.Take(PieceRows).Select(user => user with { Username = _people.Name(1000) })];

        var bytes = await SummarizeAsync(Pieces);
        var before = candidate.ReadUsage().PeakMemoryBytes;
        var more = await SummarizeAsync(Times * Pieces) - bytes;
        var grown = candidate.ReadUsage().PeakMemoryBytes - before;

        Assert.True(
            grown <= Allowance,
            $"Expected at most {Allowance >> 20} MiB more for a source that is {more >> 20} MiB longer; received {grown >> 20} MiB more.");

        async Task<long> SummarizeAsync(int pieces)
        {
            var input = new Input(Csv.Long(pattern, pieces));

            var summary = await pipeline.SummarizeAsync(candidate.Named(input), CancellationToken.None);

            Assert.Equal((long)PieceRows * pieces, summary.Users);
            return input.BytesRead;
        }
    }
}
