"""What is counted, a file for each grain (contact, case, reply, wait, span): each fills its rows of one sheet."""
