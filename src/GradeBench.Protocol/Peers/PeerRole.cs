namespace GradeBench.Protocol;

/// <summary>Which end of the connection a <see cref="Peer"/> is.</summary>
public enum PeerRole
{
    /// <summary>Trusted: makes the requests, answers callbacks, and ends the session at the first violation.</summary>
    Judge,

    /// <summary>Runs beside the submission: answers requests and makes callbacks.</summary>
    Host,
}
