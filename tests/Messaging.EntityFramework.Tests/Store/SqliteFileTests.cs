using Messaging.EntityFramework.Store;

namespace Messaging.EntityFramework.Tests.Store;

public class SqliteFileTests
{
    private static readonly string[] Mounts =
    [
        "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw",
        "30 22 0:40 / /srv/data rw,relatime shared:2 master:1 - nfs4 files:/data rw",
        "31 22 0:41 / /srv/data/fast rw,relatime - xfs /dev/sdb1 rw",
        "32 22 0:42 / /mnt/my\\040share rw,relatime - cifs //files/share rw",
        "33 22 0:43 / /tmp/again rw,relatime - ext4 /dev/sdc1 rw",
        "34 33 0:44 / /tmp/again rw,relatime - fuse.sshfs host:/ rw",
        "damaged line",
    ];

    [Theory]
    [InlineData("/var/app/messages.db", "ext4")]
    [InlineData("/srv/data/messages.db", "nfs4")]
    [InlineData("/srv/data/fast/messages.db", "xfs")]
    [InlineData("/srv/database/messages.db", "ext4")]
    [InlineData("/mnt/my share/messages.db", "cifs")]
    [InlineData("/tmp/again/messages.db", "fuse.sshfs")]
    public void FileSystemOf_MountTable_IsThatOfTheLongestMountPoint(string path, string expected) => Assert.Equal(expected, SqliteFile.FileSystemOf(path, Mounts));

    [Theory]
    [InlineData(@"\\files\share\messages.db")]
    [InlineData("//files/share/messages.db")]
    public void FindFault_NetworkShare_IsNamed(string path) => Assert.Equal("a network share", SqliteFile.FindFault(SqliteFile.PathOf(path)!));

    [Fact]
    public void FindFault_LocalFile_IsNone() => Assert.Null(SqliteFile.FindFault(SqliteFile.PathOf(Path.Combine(Path.GetTempPath(), "messages.db"))!));

    [Theory]
    [InlineData("")]
    [InlineData(":memory:")]
    [InlineData("file:shared?mode=memory&cache=shared")]
    public void PathOf_NoFile_IsNull(string dataSource) => Assert.Null(SqliteFile.PathOf(dataSource));
}
