using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Attempts;

internal sealed class AttemptMapping : IEntityTypeConfiguration<Attempt>
{
    public void Configure(EntityTypeBuilder<Attempt> builder)
    {
        builder.HasOne(attempt => attempt.Candidate).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(attempt => attempt.Assessment).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(attempt => attempt.RubricVersion).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(attempt => attempt.Deadline);
        builder.HasOne(attempt => attempt.PackVersion).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}
