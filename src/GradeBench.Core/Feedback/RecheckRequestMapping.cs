using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Feedback;

internal sealed class RecheckRequestMapping : IEntityTypeConfiguration<RecheckRequest>
{
    public void Configure(EntityTypeBuilder<RecheckRequest> builder)
    {
        builder.ToTable("recheck_requests");
        builder.Property(request => request.CriterionId).HasMaxLength(100);
        builder.Property(request => request.Reason).HasMaxLength(RecheckRequest.LongestText);
        builder.Property(request => request.Answer).HasMaxLength(RecheckRequest.LongestText);
        builder.HasOne(request => request.Submission).WithMany().OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(request => new { request.SubmissionId, request.CriterionId }).IsUnique();
        builder.HasIndex(request => new { request.AnsweredAt, request.RequestedAt });
    }
}
