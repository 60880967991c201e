namespace GradeBench.Contracts.WarmUp;

/// <summary>Counts the words of a text. For trying out an upload; no assessment is about it.</summary>
public interface IWordCounter
{
    /// <summary>How many words <paramref name="text"/> has that are at least as long as the options say.</summary>
    int Count(string text);
}
