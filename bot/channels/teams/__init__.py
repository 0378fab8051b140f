"""Microsoft Teams: its activities come in as turns, messages go out as Adaptive Cards. Only this folder knows botbuilder."""
