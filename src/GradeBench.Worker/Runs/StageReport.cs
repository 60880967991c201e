using System.Data.Common;
using System.Threading.Channels;
using GradeBench.Core.Runs;
using GradeBench.Grading;

namespace GradeBench.Worker.Runs;

/// <summary>
/// Passes the stages of one grading on to whoever watches, without keeping the grading waiting for the database: stages
/// that follow each other faster than they can be written are skipped.
/// </summary>
internal sealed class StageReport : IProgress<GradingProgress>, IAsyncDisposable
{
    private readonly Channel<RunStage> _stages = Channel.CreateBounded<RunStage>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Task _writing;

    public StageReport(RunProgress progress, ClaimedRun claim) => _writing = WriteAsync(progress, claim);

    public void Report(GradingProgress value) => _stages.Writer.TryWrite(value.Stage switch
    {
        GradingStage.Preparing => RunStage.Preparing,
        GradingStage.Compiling => RunStage.Compiling,
        GradingStage.Analysing => RunStage.Analysing,
        GradingStage.Testing => RunStage.Testing,
        _ => RunStage.Scoring,
    });

    /// <summary>Returns when the last stage is written, so that none is reported after the run's end.</summary>
    public async ValueTask DisposeAsync()
    {
        _stages.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync(RunProgress progress, ClaimedRun claim)
    {
        var last = RunStage.Waiting;
        await foreach (var stage in _stages.Reader.ReadAllAsync())
        {
            // The grader reports every hidden test; people who wait are told the stage.
            if (stage == last)
            {
                continue;
            }

            last = stage;
            try
            {
                await progress.ReportAsync(claim, stage, CancellationToken.None);
            }
            catch (DbException)
            {
                // Nobody is graded differently because a progress bar stood still; completing the run will say what is wrong.
                return;
            }
        }
    }
}
