"""Papers and notices become words, pages and PDF: templates of packs, layout, seal, QR. Decides nothing."""
