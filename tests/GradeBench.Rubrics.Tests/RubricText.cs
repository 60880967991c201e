namespace GradeBench.Rubrics.Tests;

/// <summary>A small rubric that is right, for tests that change one thing in it.</summary>
internal static class RubricText
{
    public const string Valid = """
        assessment: sample
        version: 1.0.0
        dimensions:
          - { id: language, title: Language, weight: 60 }
          - { id: concurrency, title: Concurrency, weight: 40 }
        criteria:
          - id: results
            title: Results
            dimension: language
            weight: 100
            evidence:
              - behaviours: [order.*, basics.zero]
            levels:
              - { score: 1, anchor: Nothing comes back. }
              - { score: 5, anchor: Some results come back. }
              - { score: 9, anchor: All results come back in order. }
          - id: counter
            title: Counter
            dimension: concurrency
            weight: 70
            combine: lowest
            evidence:
              - behaviours: [total.exact]
              - fact: counter.safety
                values: { atomic: 10, locked: 9, racy: 1 }
                otherwise: 4
            levels:
              - { score: 2, anchor: Counts are lost. }
              - { score: 5, anchor: Counts are right when runs do not overlap. }
              - { score: 10, anchor: Counts are exact. }
          - id: hygiene
            title: Hygiene
            dimension: concurrency
            weight: 30
            evidence:
              - findings: [GB0301, async]
                deduct: 2
                deductAtMost: 5
                share: 40
              - findings: [types]
                counts:
                  - { atLeast: 1, score: 7 }
                  - { atLeast: 3, score: 2 }
                share: 30
              - measure: idle-cpu
                thresholds:
                  - { atMost: 0.2, score: 10 }
                  - { atMost: 0.5, score: 6 }
                otherwise: 1
                share: 30
            levels:
              - { score: 1, anchor: Spins and blocks. }
              - { score: 6, anchor: Blocks in places. }
              - { score: 9, anchor: Waits without work. }
        gates:
          - id: does-not-compile
            title: Does not compile
            when: { compiles: false }
            atMost: 1
          - id: nothing-works
            title: No behaviour passes
            when: { behaviours: ["*"], passedAtMost: 0 }
            atMost: 2
          - id: racy
            title: The counter is racy
            when: { fact: counter.safety, is: [racy] }
            atMost: 3
            dimensions: [concurrency]
        """;

    public static readonly string[] Behaviours = ["order.simple", "order.slow-first", "order.many", "basics.zero", "total.exact"];

    public static Rubric Rubric { get; } = RubricLoader.Load(Valid, "sample.yaml", new RubricVocabulary(Behaviours)).OrThrow();
}
