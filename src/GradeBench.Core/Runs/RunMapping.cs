using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Runs;

internal sealed class RunMapping : IEntityTypeConfiguration<Run>
{
    public void Configure(EntityTypeBuilder<Run> builder)
    {
        builder.HasIndex(run => new { run.SubmissionId, run.Number }).IsUnique();

        // The reconciler and the queue page look only at unfinished runs, which are few among very many.
        builder.HasIndex(run => new { run.State, run.EnqueuedAt }).HasFilter("finished_at IS NULL");
        builder.HasOne(run => run.Submission).WithMany(submission => submission.Runs).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(run => run.PackVersion).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(run => run.RubricVersion).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(run => run.Result).WithOne().HasForeignKey<RunResult>(result => result.RunId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(run => run.Overall).HasPrecision(3, 1);
        builder.Property(run => run.Dimensions).HasJson();
    }
}
