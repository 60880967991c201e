using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Submissions;

internal sealed class SubmissionMapping : IEntityTypeConfiguration<Submission>
{
    public void Configure(EntityTypeBuilder<Submission> builder)
    {
        builder.HasIndex(submission => new { submission.AttemptId, submission.Number }).IsUnique();
        builder.HasIndex(submission => submission.ReceivedAt);
        builder.HasOne(submission => submission.Attempt).WithMany(attempt => attempt.Submissions).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(submission => submission.Content).WithMany()
            .HasForeignKey(submission => submission.Sha256).OnDelete(DeleteBehavior.Restrict);
        builder.Property(submission => submission.Files).HasJson();
        builder.Property(submission => submission.ReceiptSha256).HasMaxLength(64).IsFixedLength();

        // Twelve digits: found by whoever holds a receipt, without an index over ids from their end.
        builder.Property(submission => submission.ReceiptDigits).HasMaxLength(12)
            .HasComputedColumnSql("upper(right(id::text, 12))", stored: true);
        builder.HasIndex(submission => submission.ReceiptDigits);
    }
}
