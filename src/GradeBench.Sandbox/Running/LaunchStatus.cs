using System.Text;
using System.Text.Json;

namespace GradeBench.Sandbox.Running;

/// <summary>What is known about a launch from outside the program.</summary>
/// <param name="InitProcessId">Process 1 of the sandbox, numbered as we see it; null before it exists.</param>
/// <param name="ExitCode">Null until the program ended, and for ever if it was never executed.</param>
internal sealed record LaunchStatus(int? InitProcessId, int? ExitCode)
{
    /// <summary>
    /// Reads what bubblewrap reported on a descriptor that the program never had: <c>{ "child-pid": 4711 }</c>, and
    /// <c>{ "exit-code": 0 }</c> only if the program was really executed. So the absence of the code separates a broken
    /// sandbox from a program that chose its exit code. An unfinished last line counts as not written.
    /// </summary>
    public static LaunchStatus ParseBubblewrapReport(string report)
    {
        var options = new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true });
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(report), isFinalBlock: false, options);
        int? init = null, exitCode = null;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var isInit = reader.ValueTextEquals("child-pid");
            var isExit = reader.ValueTextEquals("exit-code");
            if (!reader.Read())
            {
                break;
            }

            init = isInit ? reader.GetInt32() : init;
            exitCode = isExit ? reader.GetInt32() : exitCode;
        }

        return new(init, exitCode);
    }
}
