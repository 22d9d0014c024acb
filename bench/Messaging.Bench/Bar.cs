namespace Messaging.Bench;

/// <summary>What a figure is held to: its ratio to the floor where it has one, else its median.</summary>
internal readonly record struct Bar(double Value, bool IsLeast)
{
    public static Bar AtLeast(double value) => new(value, true);

    public static Bar AtMost(double value) => new(value, false);

    public bool Holds(double seen) => IsLeast ? seen >= Value : seen <= Value;
}
