"""What every Files adapter does."""

import asyncio
from pathlib import Path

import pytest

from backend_stub.adapters.folder_files import FolderFiles
from backend_stub.ports.files import FileContent, FilesPort


@pytest.fixture
def files(tmp_path: Path) -> FilesPort:
    """A place for files."""
    return FolderFiles(tmp_path / "files")


async def test_what_is_put_can_be_got(files: FilesPort) -> None:
    key = await files.put(b"some bytes", "image/png")
    assert await files.get(key) == FileContent(b"some bytes", "image/png")


async def test_the_same_bytes_of_the_same_type_have_one_key(files: FilesPort) -> None:
    keys = [await files.put(b"same", "image/png") for _ in range(2)]
    assert keys[0] == keys[1]
    assert await files.put(b"same", "image/jpeg") != keys[0]
    assert await files.put(b"other", "image/png") != keys[0]


async def test_a_deleted_key_is_gone_and_can_be_put_again(files: FilesPort) -> None:
    key = await files.put(b"short-lived", "application/pdf")
    await files.delete(key)
    await files.delete(key)
    with pytest.raises(KeyError):
        await files.get(key)
    assert await files.put(b"short-lived", "application/pdf") == key


@pytest.mark.parametrize("key", ["", "../server.key", "a" * 64, "a" * 64 + ".exe", "..%2f" * 20 + ".png"])
async def test_nothing_else_is_a_key(files: FilesPort, key: str) -> None:
    with pytest.raises(KeyError):
        await files.get(key)


async def test_only_known_types_are_kept(files: FilesPort) -> None:
    with pytest.raises(ValueError, match="text/html"):
        await files.put(b"<script>", "text/html")


def test_drafts_are_not_left_behind(tmp_path: Path) -> None:
    key = asyncio.run(FolderFiles(tmp_path).put(b"whole", "image/png"))
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [key]
