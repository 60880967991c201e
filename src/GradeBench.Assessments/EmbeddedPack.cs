namespace GradeBench.Assessments;

/// <summary>Puts a pack together from what travels inside this assembly: texts as resources, hidden tests as types.</summary>
internal static class EmbeddedPack
{
    /// <param name="hiddenTests">In the order in which a scorecard lists their behaviours.</param>
    /// <param name="packages">What a submission may use beside the base class library.</param>
    /// <exception cref="InvalidOperationException">A hidden test is wrong; the message says which.</exception>
    public static AssessmentPack Read(string id, string title, PackLimits limits, Type contract, IReadOnlyList<Type> hiddenTests, params IReadOnlyList<string> packages)
    {
        var resources = new PackResources(id);

        return new AssessmentPack
        {
            Id = id,
            Title = title,
            Version = resources.Version(string.Join(' ', [$"{limits}", .. packages])),
            Statement = resources.Text("statement.md"),
            Starter = resources.Zip("starter", id),
            Limits = limits,
            Behaviours = PackBehaviours.Of(hiddenTests),
            Contract = contract,
            HiddenTests = hiddenTests,
            Packages = packages,
            GradedFiles = new GradedFiles(
                [.. resources.Under("starter/contract").Where(file => file.EndsWith(".cs", StringComparison.Ordinal))]),
        };
    }
}
