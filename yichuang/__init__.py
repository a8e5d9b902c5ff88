"""yichuang (一窗): one window for public measures; a measure is data, a block is code."""
