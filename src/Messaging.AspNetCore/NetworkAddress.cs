using System.Net;
using System.Net.Sockets;

namespace Messaging;

/// <summary>Whom a limit is for: an IPv4 address, or the /64 network of an IPv6 one, which is what one subscriber has.</summary>
internal static class NetworkAddress
{
    public static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.IsIPv4MappedToIPv6)
        {
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        }

        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }
}
