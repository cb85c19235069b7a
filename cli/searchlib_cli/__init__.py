"""The command `search`: reads its arguments, calls one function of the library, shows what came back."""
