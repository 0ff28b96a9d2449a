"""The command that writes who talks in a conversation, who answers whom and who takes up a code."""

from qualcode.cli.questions.asking import output_commands

(conversation,) = output_commands("conversation")
