"""What the words of lists say: names, venues, dates, journals, headings, headers of columns, hosts and links."""
