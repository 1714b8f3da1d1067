"""Pictures: sending them, and getting them."""

from client.api.api_client import ApiClient
from client.documents import Document

TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}
"""What pictures begin with; the server looks closer."""


class FilesApi:
    """`/files`."""

    def __init__(self, api: ApiClient) -> None:
        self._api = api

    async def upload(self, file_id: str, data: bytes, key: str) -> Document:
        """Send a picture; a `contracts.files.FileOut`. Raises as `HttpClient.request`."""
        media_type = next((said for head, said in TYPES.items() if data.startswith(head)), "image/png")
        response = await self._api.upload(f"/files?id={file_id}", data, media_type, key=key)
        body: Document = response.body
        return body

    async def picture(self, file_id: str, *, thumb: bool) -> bytes:
        """The bytes of a picture. Raises as `HttpClient.request`."""
        return await self._api.download(f"/files/{file_id}", {"size": "thumb"} if thumb else None)
