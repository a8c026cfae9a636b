"""The packages in this folder are installed by `test_offered_profiles`; their own checks run where they are installed."""

collect_ignore_glob = ["*"]
