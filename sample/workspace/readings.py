import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Summary:
    count: int
    lowest: float
    mean: float
    highest: float


def summarise(path: Path) -> dict[str, Summary]:
    """Read a CSV file with the columns station and celsius and summarise the temperatures of each station.

    Rows without a station or without a number are skipped.
    """
    raise NotImplementedError


if __name__ == "__main__":
    for station, summary in summarise(Path("readings.csv")).items():
        print(f"{station}: {summary.mean:.1f} °C over {summary.count} readings")
