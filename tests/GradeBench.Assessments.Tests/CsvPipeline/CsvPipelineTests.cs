namespace GradeBench.Assessments.Tests;

public sealed class CsvPipelineReferenceTests(PackGrader grader) : ReferenceProof<CsvPipelineProof>(grader);

public sealed class CsvPipelineRubricTests : RubricProof<CsvPipelineProof>;

public sealed class CsvPipelineMutantTests(MutantProof<CsvPipelineProof>.Gradings gradings) : MutantProof<CsvPipelineProof>(gradings);

public sealed class CsvPipelineSampleTests(SampleProof<CsvPipelineProof>.Gradings gradings) : SampleProof<CsvPipelineProof>(gradings);
