using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Feedback;

internal sealed class FeedbackReleaseMapping : IEntityTypeConfiguration<FeedbackRelease>
{
    public void Configure(EntityTypeBuilder<FeedbackRelease> builder)
    {
        builder.ToTable("feedback_releases");
        builder.HasKey(release => release.AttemptId);
        builder.Property(release => release.ReleasedBy).HasMaxLength(320);
        builder.HasOne(release => release.Attempt).WithOne(attempt => attempt.FeedbackRelease)
            .HasForeignKey<FeedbackRelease>(release => release.AttemptId).OnDelete(DeleteBehavior.Cascade);
    }
}
