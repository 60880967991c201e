namespace GradeBench.Assessments.Tests;

public sealed class AsyncClientReferenceTests(PackGrader grader) : ReferenceProof<AsyncClientProof>(grader);

public sealed class AsyncClientRubricTests : RubricProof<AsyncClientProof>;

public sealed class AsyncClientMutantTests(MutantProof<AsyncClientProof>.Gradings gradings) : MutantProof<AsyncClientProof>(gradings);

public sealed class AsyncClientSampleTests(SampleProof<AsyncClientProof>.Gradings gradings) : SampleProof<AsyncClientProof>(gradings);
