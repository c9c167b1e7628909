import GRDB
import Local
import Mail
import Testing

/// Databases of earlier versions go on with today's.
@Suite struct MigrationTests {
    /// What the first version made, with a mailbox and a plan of an operator in it.
    private static let first = """
        CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
        INSERT INTO grdb_migrations VALUES ('1: mailboxes and messages');
        CREATE TABLE plan (name TEXT PRIMARY KEY, max_mailboxes INTEGER NOT NULL, max_messages INTEGER NOT NULL, default_ttl INTEGER NOT NULL, \
        max_ttl INTEGER NOT NULL) STRICT;
        CREATE TABLE mailbox (address TEXT PRIMARY KEY, display TEXT NOT NULL, owner TEXT, plan TEXT NOT NULL, state TEXT NOT NULL, \
        created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, token_hash BLOB NOT NULL, seq INTEGER NOT NULL, first_seq INTEGER NOT NULL, \
        message_count INTEGER NOT NULL) STRICT;
        CREATE INDEX mailbox_owner ON mailbox (owner, state, expires_at);
        CREATE TABLE message (mailbox TEXT NOT NULL REFERENCES mailbox (address), seq INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, \
        raw_key TEXT NOT NULL, size INTEGER NOT NULL, received_at INTEGER NOT NULL, envelope_sender TEXT, verdicts TEXT NOT NULL, \
        summary TEXT NOT NULL, is_read INTEGER NOT NULL, PRIMARY KEY (mailbox, seq)) STRICT;
        CREATE INDEX message_raw_key ON message (raw_key);
        CREATE TABLE committed (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        INSERT INTO plan VALUES ('anonymous', -1, 1000, 60, 1440), ('local', -1, -1, 43200, 525600), ('team', 1, 2, 3, 4);
        INSERT INTO mailbox VALUES ('jane@x.test', 'Jane@x.test', 'local', 'local', 'active', 1, 9000, x'0102', 1, 0, 1);
        """

    @Test func `A database of the first version keeps what it has, and takes what is new`() async throws {
        let scratch = try Scratch()
        let path = scratch.path + "/postroom.sqlite"
        try await DatabasePool(path: path).write { try $0.execute(sql: Self.first) }
        let now = Timestamp(millisecondsSince1970: 5000)
        // Opened twice: what was migrated is not migrated again.
        for _ in 1...2 {
            let store = try SQLiteMailboxStore(path: path)
            let jane = try EmailAddress("Jane@x.test")
            let mailbox = try #require(try await store.mailbox(jane))
            #expect(
                mailbox
                    == Mailbox(
                        address: jane, owner: "local", plan: "local", createdAt: Timestamp(millisecondsSince1970: 1),
                        expiresAt: Timestamp(millisecondsSince1970: 9000), tokenHash: [1, 2], seq: 1, messageCount: 1))
            let team = Plan(name: "team", maxMailboxes: 1, maxMessagesPerMailbox: 2, defaultTTLMinutes: 3, maxTTLMinutes: 4)
            #expect(try await store.plans() == [.anonymous, .free, .local, team])
            #expect(try await store.account(Account.local.name) == .local)
            #expect(try await store.plan(of: mailbox, now: now) == .local)
            #expect(try await store.mailboxes(of: "local", after: nil, limit: 10) == [mailbox])
        }
        let store = try SQLiteMailboxStore(path: path)
        let changed = try await store.change(try EmailAddress("jane@x.test"), MailboxChange(label: "x"), now: now)
        #expect(changed?.label == "x")
    }

    @Test func `The account of the person at the laptop is there once, and stays as it was changed`() async throws {
        let scratch = try Scratch()
        let path = scratch.path + "/data"
        do {
            let directory = try await DataDirectory(path: path)
            #expect(try await directory.accounts.accounts(after: nil, limit: 10) == [.local])
            #expect(try await directory.accounts.subscribe(Account.local.name, to: nil))
        }
        let again = try await DataDirectory(path: path)
        let left = Account(name: Account.local.name, createdAt: Account.local.createdAt)
        #expect(try await again.accounts.accounts(after: nil, limit: 10) == [left])
    }
}
