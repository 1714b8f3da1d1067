"""What every viewmodel is made of: observables, commands, row models, actions, navigation."""
