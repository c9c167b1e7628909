import GRDB

/// The tables of the local database. Each change is a migration of its own and is never edited afterwards.
enum SQLiteSchema {
    static func migrate(_ database: any DatabaseWriter) throws {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: mailboxes and messages") { db in
            try db.execute(
                sql: """
                    CREATE TABLE plan (
                        name TEXT PRIMARY KEY,
                        max_mailboxes INTEGER NOT NULL,
                        max_messages INTEGER NOT NULL,
                        default_ttl INTEGER NOT NULL,
                        max_ttl INTEGER NOT NULL
                    ) STRICT;
                    CREATE TABLE mailbox (
                        address TEXT PRIMARY KEY,
                        display TEXT NOT NULL,
                        owner TEXT,
                        plan TEXT NOT NULL,
                        state TEXT NOT NULL,
                        created_at INTEGER NOT NULL,
                        expires_at INTEGER NOT NULL,
                        token_hash BLOB NOT NULL,
                        seq INTEGER NOT NULL,
                        first_seq INTEGER NOT NULL,
                        message_count INTEGER NOT NULL
                    ) STRICT;
                    CREATE INDEX mailbox_owner ON mailbox (owner, state, expires_at);
                    CREATE TABLE message (
                        mailbox TEXT NOT NULL REFERENCES mailbox (address),
                        seq INTEGER NOT NULL,
                        id TEXT NOT NULL UNIQUE,
                        raw_key TEXT NOT NULL,
                        size INTEGER NOT NULL,
                        received_at INTEGER NOT NULL,
                        envelope_sender TEXT,
                        verdicts TEXT NOT NULL,
                        summary TEXT NOT NULL,
                        is_read INTEGER NOT NULL,
                        PRIMARY KEY (mailbox, seq)
                    ) STRICT;
                    CREATE INDEX message_raw_key ON message (raw_key);
                    CREATE TABLE committed (
                        id TEXT PRIMARY KEY
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("2: labels, accounts and keys") { db in
            try db.execute(
                sql: """
                    ALTER TABLE plan ADD COLUMN requests INTEGER NOT NULL DEFAULT -1;
                    UPDATE plan SET requests = 600 WHERE name = 'anonymous';
                    ALTER TABLE mailbox ADD COLUMN label TEXT;
                    ALTER TABLE mailbox ADD COLUMN metadata TEXT NOT NULL DEFAULT '{}';
                    ALTER TABLE mailbox ADD COLUMN creation_key BLOB;
                    CREATE INDEX mailbox_of_owner ON mailbox (owner, state, address);
                    CREATE TABLE account (
                        name TEXT PRIMARY KEY,
                        created_at INTEGER NOT NULL,
                        plan TEXT,
                        since INTEGER,
                        until INTEGER
                    ) STRICT;
                    CREATE TABLE api_key (
                        hash BLOB PRIMARY KEY,
                        id TEXT NOT NULL UNIQUE,
                        owner TEXT NOT NULL REFERENCES account (name),
                        name TEXT NOT NULL,
                        prefix TEXT NOT NULL,
                        scopes TEXT NOT NULL,
                        created_at INTEGER NOT NULL,
                        expires_at INTEGER,
                        last_used_at INTEGER,
                        revoked_at INTEGER
                    ) STRICT;
                    CREATE INDEX api_key_owner ON api_key (owner, created_at);
                    """)
        }
        try migrator.migrate(database)
    }
}
