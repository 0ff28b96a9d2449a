"""Tests of how speakers and turns are found."""
