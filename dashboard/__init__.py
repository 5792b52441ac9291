"""The dashboard: it asks questions of finished tables and explains the answers; it never extracts anything."""
