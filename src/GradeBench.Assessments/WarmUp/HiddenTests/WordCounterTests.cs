using GradeBench.Assessments.Judge;
using GradeBench.Contracts.WarmUp;

namespace GradeBench.Assessments.WarmUp;

/// <summary>What the warm-up shows.</summary>
public sealed class WordCounterTests(Candidate<IWordCounter> candidate)
{
    [Fact, Behaviour("words.counted", "Counts the words of a text",
        CandidateSentence = "\"to be or not to be\" was not counted as six words.", LimitSeconds = 10)]
    public async Task Words_are_counted() =>
        Assert.Equal(6, (await candidate.CreateAsync(new WordCounterOptions())).Count("to be or not to be"));

    [Fact, Behaviour("words.empty", "Finds no word in an empty text",
        CandidateSentence = "An empty text, or one of spaces only, was not counted as no words.", LimitSeconds = 10)]
    public async Task An_empty_text_has_none()
    {
        var counter = await candidate.CreateAsync(new WordCounterOptions());

        Assert.Equal(0, counter.Count(""));
        Assert.Equal(0, counter.Count("   "));
    }

    [Fact, Behaviour("words.short", "Leaves out words that are too short",
        CandidateSentence = "With a minimum length of three, \"a big house\" was not counted as two words.", LimitSeconds = 10)]
    public async Task Short_words_are_left_out() =>
        Assert.Equal(2, (await candidate.CreateAsync(new WordCounterOptions { MinimumLength = 3 })).Count("a big house"));
}
