using System.Runtime.InteropServices;
using Messaging.Messages;

namespace Messaging.Core.Tests.Protocol;

/// <summary>Visits every state that can be reached, nearest first, and notes the shortest way to break each rule.</summary>
internal sealed class ProtocolCheck(Variant variant)
{
    private const int MostStates = 20_000_000;

    private readonly Dictionary<StateKey, int> _numbers = [];
    private readonly Dictionary<(ulong Row, ulong World), string?> _judged = [];
    private readonly List<ProtocolState> _states = [];
    private readonly List<(int From, string Step)> _ways = [];
    private readonly List<(int From, int To)> _steps = [];

    public int States => _states.Count;

    public int Steps => _steps.Count;

    /// <summary>For how many combinations of row, world and actor the store and the transitions were asked.</summary>
    public int Asked { get; private set; }

    /// <summary>The broken rules, each with the way there.</summary>
    public Dictionary<string, string> Violations { get; } = [];

    /// <summary>How it can end.</summary>
    public SortedSet<string> Ends { get; } = [];

    /// <summary>Runs until every state is visited, or a rule is broken that is looked for.</summary>
    public ProtocolCheck Run(string? until = null)
    {
        var (steps, rules, moves) = (new ProtocolSteps(variant), new ProtocolRules(variant), new List<Move>());
        Visit(default, 0, "queued");
        for (var number = 0; number < _states.Count && (until is null || !Violations.ContainsKey(until)); number++)
        {
            var state = _states[number];
            if (Judge(rules, state) is { } broken)
            {
                Violations.TryAdd(broken, Trace(number));
            }

            moves.Clear();
            steps.Collect(state, moves);
            foreach (var move in moves)
            {
                if (move.Broken is { } rule && !Violations.ContainsKey(rule))
                {
                    Violations[rule] = $"{Trace(number)} > {move.Name}";
                }

                _steps.Add((number, Visit(move.Next.Canonical(), number, move.Name)));
            }

            Assert.True(_states.Count <= MostStates, $"More than {MostStates} states in '{variant.Name}': the model grew, or something in it counts without end.");
        }

        Asked = steps.Asked;
        if (until is null || !Violations.ContainsKey(until))
        {
            FindEnds();
        }

        return this;
    }

    // The rules for states ask for the row and the world only.
    private string? Judge(ProtocolRules rules, ProtocolState state)
    {
        var key = (state.Row, state.World.Code);
        if (!_judged.TryGetValue(key, out var broken))
        {
            _judged[key] = broken = rules.Check(state);
        }

        return broken;
    }

    private int Visit(ProtocolState state, int from, string step)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, state.Key, out var isKnown);
        if (!isKnown)
        {
            number = _states.Count;
            _states.Add(state);
            _ways.Add((from, step));
        }

        return number;
    }

    // From every state one must be reachable in which it is done and nothing is on its way: otherwise something waits for ever.
    private void FindEnds()
    {
        var (canEnd, open) = (new bool[_states.Count], new Stack<int>());
        for (var number = 0; number < _states.Count; number++)
        {
            var row = RowCode.Unpack(_states[number].Row, 0, variant);
            if (_states[number].IsQuiet && row.WorkState == WorkState.Done)
            {
                Ends.Add($"{row.Outcome}");
                canEnd[number] = true;
                open.Push(number);
            }
        }

        var (first, origins) = Backwards();
        while (open.TryPop(out var number))
        {
            foreach (var from in origins.AsSpan(first[number]..first[number + 1]))
            {
                if (!canEnd[from])
                {
                    canEnd[from] = true;
                    open.Push(from);
                }
            }
        }

        if (Array.IndexOf(canEnd, false) is >= 0 and var stuck)
        {
            Violations.TryAdd(ProtocolRules.NeverStuck, $"{Trace(stuck)}: {_states[stuck]}");
        }
    }

    // The steps by where they lead: those into state n start at first[n].
    private (int[] First, int[] Origins) Backwards()
    {
        var (first, origins) = (new int[_states.Count + 1], new int[_steps.Count]);
        _steps.ForEach(s => first[s.To + 1]++);
        for (var number = 0; number < _states.Count; number++)
        {
            first[number + 1] += first[number];
        }

        var next = (int[])first.Clone();
        _steps.ForEach(s => origins[next[s.To]++] = s.From);
        return (first, origins);
    }

    private string Trace(int number)
    {
        var steps = new Stack<string>();
        for (; number != 0; number = _ways[number].From)
        {
            steps.Push(_ways[number].Step);
        }

        return string.Join(" > ", steps);
    }
}
