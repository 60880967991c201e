using System.Collections.Concurrent;

namespace GradeBench.Protocol;

/// <summary>
/// Turns reported errors into exceptions. Only types of this list and of registered contracts are ever made: a name that
/// arrives never decides what is loaded or constructed.
/// </summary>
public static class RemoteErrors
{
    private static readonly ConcurrentDictionary<string, Rebuilder> Known = new(new Dictionary<string, Rebuilder>
    {
        [typeof(OperationCanceledException).FullName!] = (e, i) => new OperationCanceledException(e.Message, i),
        [typeof(TaskCanceledException).FullName!] = (e, i) => new TaskCanceledException(e.Message, i),
        [typeof(TimeoutException).FullName!] = (e, i) => new TimeoutException(e.Message, i),
        [typeof(InvalidOperationException).FullName!] = (e, i) => new InvalidOperationException(e.Message, i),
        [typeof(NotSupportedException).FullName!] = (e, i) => new NotSupportedException(e.Message, i),
        [typeof(NotImplementedException).FullName!] = (e, i) => new NotImplementedException(e.Message, i),
        [typeof(FormatException).FullName!] = (e, i) => new FormatException(e.Message, i),
        [typeof(OverflowException).FullName!] = (e, i) => new OverflowException(e.Message, i),
        [typeof(DivideByZeroException).FullName!] = (e, i) => new DivideByZeroException(e.Message, i),
        [typeof(ArithmeticException).FullName!] = (e, i) => new ArithmeticException(e.Message, i),
        [typeof(KeyNotFoundException).FullName!] = (e, i) => new KeyNotFoundException(e.Message, i),
        [typeof(UnauthorizedAccessException).FullName!] = (e, i) => new UnauthorizedAccessException(e.Message, i),
        [typeof(IOException).FullName!] = (e, i) => new IOException(e.Message, i),
        [typeof(FileNotFoundException).FullName!] = (e, i) => new FileNotFoundException(e.Message, i),
        [typeof(DirectoryNotFoundException).FullName!] = (e, i) => new DirectoryNotFoundException(e.Message, i),
        [typeof(HttpRequestException).FullName!] = (e, i) => new HttpRequestException(e.Message, i),
        [typeof(ArgumentException).FullName!] = (e, i) => new ArgumentException(e.Message, i),
        [typeof(ArgumentNullException).FullName!] = (e, i) => new ArgumentNullException(e.Message, i),
        [typeof(ArgumentOutOfRangeException).FullName!] = (e, i) => new ArgumentOutOfRangeException(e.Message, i),
        [typeof(ObjectDisposedException).FullName!] = (e, i) => new ObjectDisposedException(e.Message, i),
        [typeof(AggregateException).FullName!] = (e, _) => new AggregateException(e.Message, e.Inner.Select(Rebuild)),
    });

    private delegate Exception Rebuilder(RemoteError error, Exception? inner);

    /// <summary>
    /// Lets the exceptions a contract defines cross as themselves; they need a constructor taking a message, or a message
    /// and an inner exception, or one whose parameters are named like the exception's own properties. The protocol's own
    /// exceptions are never made from a message.
    /// </summary>
    internal static void Register(Type contract)
    {
        foreach (var type in contract.Assembly.GetExportedTypes())
        {
            if (!type.IsSubclassOf(typeof(Exception)) || type.IsAbstract || type.Namespace != contract.Namespace) continue;

            if (type.GetConstructor([typeof(string), typeof(Exception)]) is { } full)
                Known[type.FullName!] = (e, i) => (Exception)full.Invoke([e.Message, i]);
            else if (type.GetConstructor([typeof(string)]) is { } plain)
                Known[type.FullName!] = (e, _) => (Exception)plain.Invoke([e.Message]);
            else if (contract.Assembly != typeof(RemoteErrors).Assembly && ContractError.Find(type) is { } named)
                Known[type.FullName!] = named.Rebuild;
        }
    }

    /// <summary>
    /// The exception itself where its type is known, else a <see cref="RemoteException"/>; errors that are no exception of
    /// called code become a <see cref="HostErrorException"/>.
    /// </summary>
    public static Exception Rebuild(RemoteError error)
    {
        if (error.Kind != RemoteErrorKind.Exception) return new HostErrorException(error);

        var inner = error.Inner.Count > 0 ? Rebuild(error.Inner[0]) : null;
        return Known.TryGetValue(error.TypeName, out var rebuild) ? rebuild(error, inner) : new RemoteException(error, inner);
    }
}
