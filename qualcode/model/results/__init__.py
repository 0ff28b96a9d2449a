"""What is found for reports, pages and files: values that analysis returns and exporters write."""
