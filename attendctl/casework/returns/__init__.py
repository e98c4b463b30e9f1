"""Returns to the local authority: who is due one by law, and the record that it was made."""
