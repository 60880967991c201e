using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Rubrics;

internal sealed class RubricDraftMapping : IEntityTypeConfiguration<RubricDraft>
{
    public void Configure(EntityTypeBuilder<RubricDraft> builder)
    {
        builder.Property(draft => draft.State).HasConversion<string>();
        builder.Property(draft => draft.Reason).HasMaxLength(RubricDraft.LongestReason);
        builder.HasOne(draft => draft.Assessment).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(draft => draft.BasedOn).WithMany().HasForeignKey(draft => draft.BasedOnId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(draft => draft.Published).WithMany().HasForeignKey(draft => draft.PublishedId).OnDelete(DeleteBehavior.Restrict);
    }
}
