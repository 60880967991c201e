using System.Globalization;
using System.Text;
using QRCoder;

namespace GradeBench.Web.Shared.Account;

/// <summary>A QR code as the outline of its dark squares, so that a page draws it without a picture file or markup from text.</summary>
/// <param name="Size">Squares on a side, the quiet zone included.</param>
/// <param name="Path">As the <c>d</c> of an SVG path.</param>
public sealed record QrPicture(int Size, string Path)
{
    public static QrPicture Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        foreach (var (y, row) in code.ModuleMatrix.Index())
        {
            for (var x = 0; x < row.Length; x++)
            {
                if (row[x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return new(code.ModuleMatrix.Count, path.ToString());
    }
}
