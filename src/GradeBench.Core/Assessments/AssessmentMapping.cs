using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Assessments;

internal sealed class AssessmentMapping : IEntityTypeConfiguration<Assessment>
{
    public void Configure(EntityTypeBuilder<Assessment> builder)
    {
        builder.HasOne(assessment => assessment.CurrentPackVersion).WithMany().OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(assessment => assessment.CurrentRubricVersion).WithMany().OnDelete(DeleteBehavior.Restrict);
    }
}
