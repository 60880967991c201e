using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Rubrics;

internal sealed class RubricVersionMapping : IEntityTypeConfiguration<RubricVersion>
{
    public void Configure(EntityTypeBuilder<RubricVersion> builder) =>
        builder.HasIndex(rubric => new { rubric.AssessmentId, rubric.ContentHash }).IsUnique();
}
