"""Write the JSON Schema of the dossier, as Python knows it: `python -m scripts.dossier_schema`."""

import json
from pathlib import Path

from calculators.page.dossier import VERSION, schema

FILE = Path(__file__).parent.parent / "docs" / "assets" / f"dossier-{VERSION}.schema.json"

if __name__ == "__main__":
    FILE.write_text(json.dumps(schema(), ensure_ascii=False, indent=1) + "\n", "utf-8")
