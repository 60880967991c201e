using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Practice;

internal sealed class PracticeRunMapping : IEntityTypeConfiguration<PracticeRun>
{
    public void Configure(EntityTypeBuilder<PracticeRun> builder)
    {
        builder.ToTable("practice_runs");
        builder.Property(run => run.PackId).HasMaxLength(100);
        builder.Property(run => run.Files).HasJson();
        builder.Property(run => run.Ignored).HasJson();
        builder.Property(run => run.Result).HasJson();
        builder.HasOne(run => run.Invitation).WithMany().OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(run => new { run.InvitationId, run.RequestedAt });
    }
}
