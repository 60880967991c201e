using GradeBench.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Reviews;

/// <summary>All of it goes with the attempt: what reviewers write is the candidate's personal data.</summary>
internal sealed class ReviewMappings :
    IEntityTypeConfiguration<Review>,
    IEntityTypeConfiguration<ReviewLevel>,
    IEntityTypeConfiguration<ReviewNote>,
    IEntityTypeConfiguration<SettledLevel>,
    IEntityTypeConfiguration<IdentityReveal>,
    IEntityTypeConfiguration<QueueEntry>
{
    private const int LongestId = 100;

    public void Configure(EntityTypeBuilder<Review> builder)
    {
        builder.HasIndex(review => new { review.SubmissionId, review.Reviewer }).IsUnique();
        builder.HasIndex(review => review.AttemptId);
        builder.HasOne(review => review.Attempt).WithMany().OnDelete(DeleteBehavior.Cascade);
        builder.HasOne(review => review.Submission).WithMany().OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(review => review.Levels).WithOne().HasForeignKey(level => level.ReviewId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(review => review.Notes).WithOne(note => note.Review).HasForeignKey(note => note.ReviewId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<ReviewLevel> builder)
    {
        builder.HasKey(level => new { level.ReviewId, level.CriterionId });
        builder.Property(level => level.CriterionId).HasMaxLength(LongestId);
        builder.Property(level => level.MachineScore).HasPrecision(3, 1);
        builder.Property(level => level.Reason).HasMaxLength(ReviewLevel.LongestReason);
    }

    public void Configure(EntityTypeBuilder<ReviewNote> builder)
    {
        builder.Property(note => note.CriterionId).HasMaxLength(LongestId);
        builder.Property(note => note.Text).HasMaxLength(ReviewNote.LongestText);
    }

    public void Configure(EntityTypeBuilder<SettledLevel> builder)
    {
        builder.HasKey(level => new { level.SubmissionId, level.CriterionId });
        builder.Property(level => level.CriterionId).HasMaxLength(LongestId);
        builder.Property(level => level.Level).HasPrecision(3, 1);
        builder.Property(level => level.Reason).HasMaxLength(ReviewLevel.LongestReason);
        builder.HasOne(level => level.Submission).WithMany().OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<IdentityReveal> builder)
    {
        builder.Property(reveal => reveal.Reason).HasMaxLength(IdentityReveal.LongestReason);
        builder.HasIndex(reveal => new { reveal.AttemptId, reveal.RevealedTo });
        builder.HasOne(reveal => reveal.Attempt).WithMany().OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<QueueEntry> builder)
    {
        builder.ToTable("review_queue");
        builder.HasKey(entry => entry.AttemptId);
        builder.Property(entry => entry.AttemptId).ValueGeneratedNever();
        builder.Property(entry => entry.Overall).HasPrecision(3, 1);
        builder.Property(entry => entry.Dimensions).HasJson();
        builder.Property(entry => entry.Decision).HasConversion<string>();
        builder.HasOne<Attempts.Attempt>().WithMany().HasForeignKey(entry => entry.AttemptId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Submissions.Submission>().WithMany().HasForeignKey(entry => entry.SubmissionId).OnDelete(DeleteBehavior.Cascade);
    }
}
