"""Qt's item models over a study: what lists, trees and tables show."""
