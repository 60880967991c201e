using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace GradeBench.Core.Mail;

internal sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("mails");
        builder.Property(mail => mail.Kind).HasConversion<string>();
        builder.Property(mail => mail.State).HasConversion<string>();
        builder.HasOne(mail => mail.Candidate).WithMany().OnDelete(DeleteBehavior.Restrict);

        // What makes every message one message, however often and by however many it is asked for.
        builder.HasIndex(mail => new { mail.Kind, mail.About, mail.Moment }).IsUnique();
        builder.HasIndex(mail => mail.CreatedAt);
        builder.HasIndex(mail => mail.DueAt).HasFilter("state = 'Waiting'");
    }
}
