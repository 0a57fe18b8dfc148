"""The contract: messages, views, error codes, limits. Written here once; TypeScript, JSON Schema and docs follow."""
