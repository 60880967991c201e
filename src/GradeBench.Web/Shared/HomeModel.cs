namespace GradeBench.Web.Shared;

public sealed record HomeModel(bool SignedIn);
