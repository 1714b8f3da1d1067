"""How fast Doorstep is: each line beside the bare thing, measured in the same run."""
