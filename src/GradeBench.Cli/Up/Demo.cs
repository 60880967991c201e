using System.Security.Cryptography;
using GradeBench.Assessments;
using GradeBench.Cli.Output;
using GradeBench.Core.Cohorts;
using GradeBench.Core.Invitations;
using GradeBench.Core.Storage;
using GradeBench.Core.Users;
using Microsoft.EntityFrameworkCore;

namespace GradeBench.Cli.Up;

/// <summary>
/// Fills an empty database: accounts, and one candidate per sample who goes through the real pages. All of it is
/// generated and says so.
/// </summary>
/// <param name="only">The assessment that it is to show; null for all.</param>
/// <param name="refused">What the worker does not publish; its samples are left out.</param>
/// <param name="workerLog">Where the worker says what keeps it from publishing.</param>
internal sealed class Demo(Page page, CoreAccess core, Uri web, string? only, IReadOnlyList<RefusedPack> refused, string workerLog, TimeProvider clock)
{
    /// <summary>Who did it, in the audit trail.</summary>
    private const string Actor = "gradebench up (demo)";

    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PublishPatience = TimeSpan.FromMinutes(1);

    public async Task LoadIfEmptyAsync(CancellationToken cancellationToken)
    {
        // The accounts are made last, so a demo that was interrupted is loaded again.
        if (await core.UseAsync<GradeBenchDbContext, bool>(db => db.Users.AnyAsync(cancellationToken)))
        {
            page.Blank();
            page.Paragraph(2, "", "The database holds data already, so no demo was loaded. Its sign-ins were printed when it was made; --data with a new folder makes a new one.");
            return;
        }

        var samples = DemoSample.FindAll(only).Where(sample => !refused.Any(pack => pack.Assessment == sample.Assessment)).ToList();
        if (samples.Count == 0) throw new UpException("No assessment is published, so there is nothing to try. What is said above about each of them helps.");

        await WaitUntilPublishedAsync(cancellationToken);
        page.Blank();
        page.Line(new Span($"Uploading {ScorecardReport.Plural(samples.Count, "sample submission")} through the form ...", Styles.Faint));
        var results = await UploadAllAsync(samples, cancellationToken);
        new DemoReport(page).WriteScores(results);

        // Too few samples for a cohort, so the cohort page shows invented people until there are real ones.
        var people = await core.UseAsync<GeneratedPopulation, int>(population => population.SeedAsync(cancellationToken));
        page.Paragraph(2, "", new Span($"The cohort page shows {people} generated people per assessment, labelled so and never mixed with real ones.", Styles.Faint));

        var spare = await InviteAsync(samples[0].Assessment, "Demo candidate", "candidate@demo.invalid", cancellationToken);
        var reviewer = await AddUserAsync("reviewer@demo.invalid", "Demo reviewer", RoleNames.Reviewer, cancellationToken);
        var admin = await AddUserAsync("admin@demo.invalid", "Demo administrator", RoleNames.Admin, cancellationToken);
        new DemoReport(page).WriteSignIns(reviewer, admin, new Uri(web, Link(spare)));
    }

    private async Task<IReadOnlyList<DemoResult>> UploadAllAsync(List<DemoSample> samples, CancellationToken cancellationToken)
    {
        var status = new TransientLine();
        try
        {
            var uploads = new List<DemoUpload>();
            // By name, so that the assessments mix and what is waited for at the end is not all of one kind.
            foreach (var sample in samples.OrderBy(sample => sample.Name, StringComparer.Ordinal))
            {
                uploads.Add(await UploadAsync(sample, uploads.Count, cancellationToken));
                status.Show($"  {uploads.Count} of {samples.Count} uploaded ...");
            }

            return await new DemoResults(core, clock).WaitAsync(uploads, graded => status.Show($"  {graded} of {samples.Count} graded ..."), cancellationToken);
        }
        finally
        {
            status.Clear();
        }
    }

    private async Task<DemoUpload> UploadAsync(DemoSample sample, int index, CancellationToken cancellationToken)
    {
        // Samples of two assessments may have one name; each is a person of its own.
        var invitation = await InviteAsync(sample.Assessment, $"Demo: {sample.Name}", $"{sample.Name}.{sample.Assessment}@demo.invalid", cancellationToken);
        using var browser = new CandidateBrowser(web);

        // The first three choices are the cohorts; dealing them out in turn is generated data, not a claim about anybody.
        var path = "";
        await browser.StartAsync(Link(invitation), offered => path = offered[index % Math.Min(3, offered.Count)], cancellationToken);
        await browser.UploadAsync(Link(invitation), sample.Name + ".zip", sample.Zip(), cancellationToken);
        return new DemoUpload(sample, path, invitation.CandidateId);
    }

    /// <summary>The worker publishes its packs when it starts; until then nobody can be invited.</summary>
    private async Task WaitUntilPublishedAsync(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (await core.UseAsync<GradeBenchDbContext, int>(db => db.Assessments.CountAsync(cancellationToken)) < AssessmentPacks.All.Count - refused.Count)
        {
            if (clock.GetElapsedTime(started) > PublishPatience)
            {
                throw new UpException($"The worker did not publish its assessments within {PublishPatience.TotalSeconds:0} s. Its log says why: {workerLog}");
            }

            await Task.Delay(PollEvery, clock, cancellationToken);
        }
    }

    private Task<IssuedInvitation> InviteAsync(string assessment, string name, string email, CancellationToken cancellationToken) =>
        core.UseAsync<InvitationService, IssuedInvitation>(invitations =>
            invitations.CreateAsync(new NewInvitation(assessment, name, email), Actor, cancellationToken));

    private Task<DemoAccount> AddUserAsync(string email, string name, string role, CancellationToken cancellationToken)
    {
        var password = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 16);
        return core.UseAsync<UserAccounts, DemoAccount>(async accounts =>
        {
            await accounts.EnsureAsync(email, name, password, role, Actor, cancellationToken);
            return new DemoAccount(email, password, role);
        });
    }

    private static string Link(IssuedInvitation invitation) => $"/c/{invitation.Token}";
}

/// <summary>A sign-in made for the demo. Its password is shown once and stored only as a hash.</summary>
internal sealed record DemoAccount(string Email, string Password, string Role);
