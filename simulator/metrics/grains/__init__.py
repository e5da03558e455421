"""What is counted, a file for each grain (contact, case, reply, span): each fills its rows of one sheet."""
