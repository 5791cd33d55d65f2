"""HALL: what surrounds the text in a reply, found and peeled off."""
