"""What several checks look at: one file for each way of looking. None of them finds a fault by itself."""
