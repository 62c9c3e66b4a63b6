"""Build hook: the wheel needs what requirements.txt lists, so that it is said once."""

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Requirements(MetadataHookInterface):
    """Fills in the dependencies, those of a cluster as an extra."""

    def update(self, metadata: dict[str, object]) -> None:
        """Read the lists beside pyproject.toml."""
        metadata["dependencies"] = self._listed("requirements.txt")
        metadata["optional-dependencies"] = {"cluster": self._listed("requirements-cluster.txt")}

    def _listed(self, name: str) -> list[str]:
        lines = (Path(self.root) / name).read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line and not line.startswith("-r ")]
