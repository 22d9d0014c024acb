namespace Messaging.Storage;

/// <summary>Reads all that a plan asks of the database on one connection: that of a joined send.</summary>
internal interface IPlanReader : IContactReader, IDeviceReader;
