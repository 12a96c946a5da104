"""Configuration files: YAML in, frozen models out, and every mistake told with its line and mend.

ConfigError               one or more files are wrong; carries all ``ConfigProblem``s
"""

from kiosk.config_files._digest import configuration_digest, configuration_files
from kiosk.config_files._problems import ConfigError, ConfigProblem, Finding, Location
from kiosk.config_files._validation import load_model, parse
from kiosk.config_files._yaml import Document, read_document

__all__ = [
    "ConfigError",
    "ConfigProblem",
    "Document",
    "Finding",
    "Location",
    "configuration_digest",
    "configuration_files",
    "load_model",
    "parse",
    "read_document",
]
