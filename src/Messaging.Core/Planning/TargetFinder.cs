using Messaging.Channels;
using Messaging.Contacts;
using Messaging.Preferences;
using Messaging.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Messaging.Planning;

/// <summary>Finds out who a request goes to and what is known of them: the recipient source, the preferences, the state of every contact, and the devices for a push, in one or two look-ups of each kind for the whole request.</summary>
internal sealed class TargetFinder(
    ContactIds ids, IContactStore contacts, DeviceFinder devices, IServiceScopeFactory scopes, IServiceProviderIsService registered, IOptions<MessagingOptions> options)
{
    // Room for keys that stand for several people in a request, or a page of a bulk send, that is full of them.
    private const int MostPeople = 2 * MessageRequest.MaxRecipients;

    private readonly bool _hasSource = registered.IsService(typeof(IRecipientSource));

    /// <summary>Finds the targets of a request.</summary>
    /// <param name="request">The request, already checked.</param>
    /// <param name="served">Whether this application serves a channel.</param>
    /// <param name="reader">Reads on the connection of a joined send, or null.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    public async ValueTask<IReadOnlyList<PlanTarget>> FindAsync(MessageRequest request, Func<MessageChannel, bool> served, IPlanReader? reader, CancellationToken cancellationToken)
    {
        var people = await ExpandAsync(request, cancellationToken).ConfigureAwait(false);
        var hash = await ids.GetAsync(reader, cancellationToken).ConfigureAwait(false);
        var states = new ContactStates((IContactReader?)reader ?? contacts);
        var known = people.Select(p => Who(p) is { Id.Length: > 0 } who ? hash.OfPerson(request.Tenant, who.Type, who.Id) : (Guid?)null).ToList();
        var addresses = new Dictionary<(MessageChannel Channel, string Address), Guid?>();
        var given = people.SelectMany(p => ChannelsOf(request, null, served).Select(c => AddressId(c, Merge(p, null, c))));
        await states.ReadAsync([.. known.Concat(given).OfType<Guid>()], cancellationToken).ConfigureAwait(false);

        // Preferences may send a message to channels and addresses that were not among those just read.
        var merged = people.Select((p, i) => Complete(p, known[i] is { } id ? states.Find(id)?.Preferences : null, request, served)).ToList();
        var missing = merged.SelectMany(m => m.Channels.Select(c => AddressId(c, m.Recipient.AddressFor(c)))).OfType<Guid>();
        var owned = await devices.FindAsync(merged, known, reader, cancellationToken).ConfigureAwait(false);
        await states.ReadAsync([.. missing, .. owned.SelectMany(d => d ?? []).Select(d => d.Id)], cancellationToken).ConfigureAwait(false);

        return [.. merged.Select((m, i) => m with
        {
            PersonId = known[i],
            Person = known[i] is { } id ? states.Find(id) : null,
            Addresses = m.Channels.Select(c => (c, State: AddressId(c, m.Recipient.AddressFor(c)) is { } a ? states.Find(a) : null))
                .Where(p => p.State is not null).ToDictionary(p => p.c, p => p.State!),
            Devices = owned[i] is { } all ? [.. all.Select((d, n) => new TargetDevice(d, n + 1, all.Count, states.Find(d.Id)))] : null,
        })];

        // Asked for several times over, and dear.
        Guid? AddressId(MessageChannel channel, string address)
        {
            if (!addresses.TryGetValue((channel, address), out var id))
            {
                addresses[(channel, address)] = id = address.Length > 0 && ChannelAddress.TryNormalize(channel, address, out var normalized, out _) ? hash.OfAddress(request.Tenant, channel, normalized) : null;
            }

            return id;
        }
    }

    // A role is nobody by itself: its people are who the source says they are. Anybody else is whom the request names, whatever key the source has for them.
    private static (string Type, string Id) Who(Person person) => person.Asked.IsRole && person.Found is { } found ? (found.Type, found.Id) : (person.Asked.Type, person.Asked.Id);

    private static string Merge(Person person, RecipientPreferences? preferences, MessageChannel channel)
    {
        // A key is an address inside the application, but the key of a role is not that of anybody.
        var isKey = channel == MessageChannel.InApp && !person.Asked.Addresses.ContainsKey(channel);
        var asked = isKey ? Who(person).Id : person.Asked.AddressFor(channel);
        if (asked.Length > 0)
        {
            return asked;
        }

        var preferred = preferences?.Addresses.GetValueOrDefault(channel) ?? "";
        return preferred.Length > 0 ? preferred : person.Found?.AddressFor(channel) ?? "";
    }

    // What the request says wins, then what the person wants, then what the host's tables say.
    private PlanTarget Complete(Person person, RecipientPreferences? preferences, MessageRequest request, Func<MessageChannel, bool> served)
    {
        var (asked, found) = (person.Asked, person.Found);
        var channels = ChannelsOf(request, preferences, served);
        var recipient = preferences is null && found is null ? asked : asked with
        {
            Id = Who(person).Id,
            Type = Who(person).Type,
            Name = First(asked.Name, found?.Name),
            Locale = First(asked.Locale, preferences?.Locale, found?.Locale),
            TimeZone = First(asked.TimeZone, preferences?.TimeZone, Zone(found)),
            Addresses = channels.Select(c => (c, Address: Merge(person, preferences, c))).Where(p => p.Address.Length > 0).ToDictionary(p => p.c, p => p.Address),
            Data = asked.Data ?? found?.Data,
        };
        return new PlanTarget { Recipient = recipient, Index = person.Index, Channels = channels, Asked = asked, IsUnknown = person.IsUnknown };
    }

    private static string Zone(Recipient? found) => found is { TimeZone.Length: > 0 } && TimeZoneInfo.TryFindSystemTimeZoneById(found.TimeZone, out _) ? found.TimeZone : "";

    private static string First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text))
            {
                return text;
            }
        }

        return "";
    }

    private IReadOnlyList<MessageChannel> ChannelsOf(MessageRequest request, RecipientPreferences? preferences, Func<MessageChannel, bool> served)
    {
        if (request.Routing.Steps.Count > 0)
        {
            return [.. request.Routing.Steps.Select(s => s.Channel)];
        }

        if (request.Channels.Count > 0)
        {
            return [.. request.Channels.Distinct()];
        }

        var wanted = preferences is not null && preferences.ChannelsByType.TryGetValue(request.Type, out var listed) ? listed.Where(served).ToList() : [];
        return wanted.Count > 0 ? wanted : options.Value.DefaultChannels;
    }

    private async ValueTask<List<Person>> ExpandAsync(MessageRequest request, CancellationToken cancellationToken)
    {
        var asked = request.To.Select((r, i) => new Person(r, i, null, false)).ToList();
        if (!_hasSource)
        {
            // Nobody can say who has a role.
            return [.. asked.Select(p => p.Asked.IsRole ? p with { IsUnknown = true } : p)];
        }

        var channels = ChannelsOf(request, null, static _ => true);
        var open = asked.Where(p => p.Asked.Id.Length > 0 && (p.Asked.IsRole || channels.Any(c => p.Asked.AddressFor(c).Length == 0))).ToList();
        if (open.Count == 0)
        {
            return asked;
        }

        var found = await AskAsync(request.Tenant, open, cancellationToken).ConfigureAwait(false);
        var seen = new HashSet<(string, string)>();
        var people = new List<Person>(asked.Count);
        foreach (var person in asked)
        {
            if (!open.Contains(person))
            {
                people.Add(person);
                continue;
            }

            // One person in two roles is one recipient.
            var behind = found.GetValueOrDefault((person.Asked.Type, person.Asked.Id)) ?? [];
            people.AddRange(behind.Where(r => r.Id.Length == 0 || !person.Asked.IsRole || seen.Add((r.Type, r.Id))).Select(r => person with { Found = r }));
            if (behind.Count == 0)
            {
                people.Add(person with { IsUnknown = true });
            }
        }

        return people.Count <= MostPeople
            ? people
            : throw new InvalidMessageException(nameof(request.To), $"The recipients stand for more than {MostPeople} people. Name the people, and send in several requests.");
    }

    private async Task<Dictionary<(string Type, string Id), IReadOnlyList<Recipient>>> AskAsync(string tenant, List<Person> open, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var source = scope.ServiceProvider.GetRequiredService<IRecipientSource>();
            var all = new Dictionary<(string, string), IReadOnlyList<Recipient>>();
            foreach (var group in open.GroupBy(p => p.Asked.Type, StringComparer.Ordinal))
            {
                var query = new RecipientQuery(tenant, group.Key, [.. group.Select(p => p.Asked.Id).Distinct(StringComparer.Ordinal)]);
                foreach (var (id, people) in await source.FindAsync(query, cancellationToken).ConfigureAwait(false) ?? new Dictionary<string, IReadOnlyList<Recipient>>(StringComparer.Ordinal))
                {
                    all[(group.Key, id)] = [.. (people ?? []).Where(p => p is not null).Select(RecipientRules.Mended).OfType<Recipient>()];
                }
            }

            return all;
        }
    }

    /// <summary>A person on the way to become a target.</summary>
    private sealed record Person(Recipient Asked, int Index, Recipient? Found, bool IsUnknown)
    {
        public override string ToString() => $"Person {{ Index = {Index} }}";
    }
}
