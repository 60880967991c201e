using System.Text.Json;

namespace GradeBench.Protocol;

/// <summary>Reads arrays without LINQ, which for the structs of JSON every host that starts would have to compile.</summary>
public static class JsonArrays
{
    public static T[] ToArray<T>(this JsonElement array, Func<JsonElement, T> read)
    {
        var result = new T[array.GetArrayLength()];
        var index = 0;
        foreach (var one in array.EnumerateArray()) result[index++] = read(one);
        return result;
    }
}
