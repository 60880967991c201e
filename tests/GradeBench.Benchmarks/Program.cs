using GradeBench.Benchmarks;

// Numbers, not assertions: a missed budget is printed and does not fail, because a busy machine is no bug.
Section[] sections =
[
    new("--grading", "one submission and many, against `dotnet test` in the same run", GradingSection.MeasureAsync),
    new("--headline", "the reference solutions under the loads their assessments are named for", HeadlineSection.MeasureAsync),
    new("--cohorts", "the cohort page over a hundred thousand submissions", CohortSection.MeasureAsync),
    new("--review", "the review queue and a review page over a hundred thousand submissions, a dry run over ten thousand", ReviewSection.MeasureAsync),
    new("--detectors", "how often detectors are right on the labelled corpus, and what they cost", DetectorsSection.MeasureAsync),
];

var quick = args.Contains("--quick");
var unknown = args.Except([.. sections.Select(s => s.Option), "--quick"]).Any();
if (unknown)
{
    Console.WriteLine("Usage: ./gradebench bench [--quick] [SECTION…]\n\n  --quick     fewer samples");
    foreach (var section in sections) Console.WriteLine($"  {section.Option,-11} {section.About}");
    Console.WriteLine("\nWithout a section all are measured.");
    return args.Contains("--help") ? 0 : 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

var chosen = sections.Where(s => args.Contains(s.Option)).ToList();
var figures = new List<Figure>();
foreach (var section in chosen.Count > 0 ? chosen : [.. sections]) figures.AddRange(await section.MeasureAsync(quick, stop.Token));

Console.WriteLine();
Report.Print(figures, Console.Out);
Console.WriteLine($"\nWritten to {Report.Write(figures, TimeProvider.System.GetUtcNow())}");
return 0;
