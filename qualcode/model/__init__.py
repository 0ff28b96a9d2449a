"""What a study is: values that never change, differences between two of them, and questions about one."""
