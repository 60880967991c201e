using System.Text.Json;

namespace GradeBench.Sandbox.Running;

/// <summary>
/// What bubblewrap itself reported, on a descriptor the program never had. The exit code appears only if the program was
/// really executed, so its absence separates a broken sandbox from a program that chose its exit code.
/// </summary>
/// <param name="InitProcessId">Process 1 of the sandbox, numbered as outside.</param>
internal sealed record BubblewrapStatus(int? InitProcessId, int? ExitCode)
{
    /// <summary>Reads lines such as <c>{ "child-pid": 4711 }</c> and <c>{ "exit-code": 0 }</c>; an unfinished last line counts as not written.</summary>
    public static BubblewrapStatus Parse(string report)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(report), isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true }));
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
