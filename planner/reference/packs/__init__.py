"""Rule packs as files: read with limits, told apart by content, joined, kept under their versions."""
