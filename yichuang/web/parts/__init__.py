"""What pages of several audiences are made of: charts, clocks in words, reasons, fact rows."""
