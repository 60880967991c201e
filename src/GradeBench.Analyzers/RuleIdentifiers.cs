namespace GradeBench.Analyzers;

/// <summary>Every id this package reports. The second digit pair is the rule, the first its category; ids are never reused.</summary>
public static class RuleIdentifiers
{
    public const string Fact = "GB0001";
    public const string Measure = "GB0002";

    public const string UnboundedRetry = "GB0101";
    public const string UnselectiveRetry = "GB0102";
    public const string UncancellableRetry = "GB0103";
    public const string RetryWithoutWaiting = "GB0104";

    public const string SwallowedException = "GB0201";
    public const string RethrowLosesStackTrace = "GB0202";
    public const string InnerExceptionDropped = "GB0203";
    public const string CancellationAsFailure = "GB0204";
    public const string ExceptionAsControlFlow = "GB0205";

    public const string RacyUpdate = "GB0301";
    public const string InconsistentGuard = "GB0302";
    public const string WeakLock = "GB0303";
    public const string CheckThenAct = "GB0304";
    public const string AwaitUnderLock = "GB0305";
    public const string VolatileUpdate = "GB0306";

    public const string DynamicType = "GB0401";
    public const string ObjectInApi = "GB0402";
    public const string NonGenericCollection = "GB0403";
    public const string NullableDisabled = "GB0404";
    public const string UnprovedNullForgiving = "GB0405";
    public const string TupleInApi = "GB0406";
    public const string WeakDictionary = "GB0407";
    public const string UnclearVar = "GB0408";

    public const string AsyncVoid = "GB0501";
    public const string BlockingOnAsync = "GB0502";
    public const string BusyWait = "GB0503";
    public const string TokenNotPassedOn = "GB0504";
    public const string HttpClientPerCall = "GB0505";
    public const string FireAndForget = "GB0506";
    public const string MissingTokenParameter = "GB0507";

    public const string WholeFileRead = "GB0601";
    public const string CultureDependentParsing = "GB0602";
    public const string HandSplitCsv = "GB0603";
    public const string QuadraticWork = "GB0604";

    public const string Undisposed = "GB0701";
    public const string UnboundedTasks = "GB0702";

    /// <summary>The page about a rule, as a path inside the repository and the package.</summary>
    public static string HelpLink(string id) => $"docs/rules/{id}.md";
}
