using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Retention;

internal sealed class RetentionPolicyMapping : IEntityTypeConfiguration<RetentionPolicy>, IEntityTypeConfiguration<LegalHold>
{
    public void Configure(EntityTypeBuilder<RetentionPolicy> builder)
    {
        builder.ToTable("retention_policies");
        builder.Property(policy => policy.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<LegalHold> builder)
    {
        builder.ToTable("legal_holds");
        builder.Property(hold => hold.Reason).HasMaxLength(LegalHold.LongestReason);
        builder.HasOne(hold => hold.Invitation).WithMany().OnDelete(DeleteBehavior.Restrict);

        // Two people who place a hold at the same moment must not make two that have to be lifted.
        builder.HasIndex(hold => hold.InvitationId).IsUnique().HasFilter("lifted_at IS NULL");
    }
}
