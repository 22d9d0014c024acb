using System.Globalization;
using System.Text;

namespace Messaging.Bench;

/// <summary>Draws cost against backlog as SVG: the backlog by powers of ten, the cost from zero, so that flat looks flat. Its colours follow the reader's light or dark scheme.</summary>
internal static class CostChart
{
    private const int Width = 720;
    private const int Height = 320;
    private const int Left = 64;
    private const int Right = 40;
    private const int Top = 48;
    private const int Bottom = 56;

    private const string Style =
        """
        <style>
          text { font: 13px system-ui, sans-serif; fill: #24292f; } .title { font-size: 15px; font-weight: 600; } .grid { stroke: #d0d7de; } .bar { stroke: #cf222e; stroke-dasharray: 6 4; }
          .line { fill: none; stroke: #0969da; stroke-width: 2.5; } .dot { fill: #0969da; }
          @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .grid { stroke: #3d444d; } .bar { stroke: #ff7b72; } .line { stroke: #58a6ff; } .dot { fill: #58a6ff; } }
        </style>
        """;

    /// <summary>Draws a chart.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="below">What the backlog counts.</param>
    /// <param name="points">The cost.</param>
    /// <param name="bar">What it is held to.</param>
    /// <param name="part">A part of the cost, by name, for the same backlogs.</param>
    public static string Draw(string title, string below, IReadOnlyList<ChartPoint> points, double? bar, (string Name, IReadOnlyList<ChartPoint> Points)? part = null)
    {
        var (low, high) = (Math.Log10(points.Min(p => p.X)), Math.Log10(points.Max(p => p.X)));
        var step = Step(Math.Max(points.Max(p => p.Y), bar ?? 0) * 1.05);
        var lines = (int)Math.Ceiling(Math.Max(points.Max(p => p.Y), bar ?? 0) * 1.05 / step);
        double X(double x) => Left + ((Math.Log10(x) - low) / Math.Max(0.001, high - low) * (Width - Left - Right));
        double Y(double y) => Height - Bottom - (y / (lines * step) * (Height - Top - Bottom));

        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{title}\">\n{Style}");
        Add(svg, $"<text class=\"title\" x=\"{Left}\" y=\"24\">{title}</text>");
        for (var i = 0; i <= lines; i++)
        {
            Add(svg, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(i * step):0.#}\" y2=\"{Y(i * step):0.#}\"/>");
            Add(svg, $"<text x=\"{Left - 8}\" y=\"{Y(i * step) + 4:0.#}\" text-anchor=\"end\">{i * step:0.##}</text>");
        }

        foreach (var point in points)
        {
            Add(svg, $"<text x=\"{X(point.X):0.#}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{point.X:N0}</text>");
        }

        if (bar is { } most)
        {
            Add(svg, $"<line class=\"bar\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(most):0.#}\" y2=\"{Y(most):0.#}\"/>");
            Add(svg, $"<text x=\"{Width - Right}\" y=\"{Y(most) - 6:0.#}\" text-anchor=\"end\">bar: at most {most:0.##}</text>");
        }

        DrawLine(points);
        if (part is { } lower)
        {
            DrawLine(lower.Points);
            Add(svg, $"<text x=\"{X(lower.Points[0].X) + 24:0.#}\" y=\"{Y(lower.Points[0].Y) - 10:0.#}\">{lower.Name}</text>");
        }

        Add(svg, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 12}\" text-anchor=\"middle\">{below}</text>\n</svg>");
        return svg.ToString();

        void DrawLine(IReadOnlyList<ChartPoint> line)
        {
            Add(svg, $"<polyline class=\"line\" points=\"{string.Join(' ', line.Select(p => string.Create(CultureInfo.InvariantCulture, $"{X(p.X):0.#},{Y(p.Y):0.#}")))}\"/>");
            foreach (var point in line)
            {
                Add(svg, $"<circle class=\"dot\" cx=\"{X(point.X):0.#}\" cy=\"{Y(point.Y):0.#}\" r=\"4\"/><text x=\"{X(point.X):0.#}\" y=\"{Y(point.Y) + 20:0.#}\" text-anchor=\"middle\">{point.Y:0.0}</text>");
            }
        }
    }

    // A round number that fits four to eight times.
    private static double Step(double most)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(most / 4)));
        return new[] { 5.0, 2, 1 }.Select(f => f * power).First(s => s <= most / 4);
    }

    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
