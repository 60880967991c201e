using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Adjustments;

internal sealed class AdjustmentRequestMapping : IEntityTypeConfiguration<AdjustmentRequest>
{
    public void Configure(EntityTypeBuilder<AdjustmentRequest> builder)
    {
        builder.ToTable("requests", "adjustments");
        builder.Property(request => request.Reason).HasMaxLength(AdjustmentRequest.LongestText);
        builder.Property(request => request.Answer).HasMaxLength(AdjustmentRequest.LongestText);
        builder.HasOne(request => request.Invitation).WithMany().OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(request => new { request.AnsweredAt, request.RequestedAt });
    }
}
