"""Made-up rounds: of any framework, or such that they meet what synthetic.yaml says."""
