import Foundation
import GRDB
import Mail

/// Accounts and their keys.
extension SQLiteMailboxStore: AccountStore {
    /// See ``AccountStore/add(_:)``.
    public func add(_ account: Account) async throws -> Bool {
        try await database.write { try account.insert(into: $0) }
    }

    /// See ``AccountStore/account(_:)``.
    public func account(_ name: String) async throws -> Account? {
        try await database.read { try Account.fetch($0, name) }
    }

    /// See ``AccountStore/accounts(after:limit:)``.
    public func accounts(after name: String?, limit: Int) async throws -> [Account] {
        try await database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM account WHERE name > ? ORDER BY name LIMIT ?", arguments: [name ?? "", max(limit, 0)])
                .map(Account.init)
        }
    }

    /// See ``AccountStore/subscribe(_:to:)``.
    public func subscribe(_ name: String, to subscription: Subscription?) async throws -> Bool {
        try await database.write { db in
            try db.execute(
                sql: "UPDATE account SET plan = ?, since = ?, until = ? WHERE name = ?",
                arguments: [
                    subscription?.plan, subscription?.since.millisecondsSince1970, subscription?.until?.millisecondsSince1970, name,
                ])
            return db.changesCount > 0
        }
    }

    /// See ``AccountStore/plans()``.
    public func plans() async throws -> [Plan] {
        try await database.read { try Row.fetchAll($0, sql: "SELECT * FROM plan ORDER BY name").map(Plan.init) }
    }

    /// See ``AccountStore/add(_:limit:)``.
    public func add(_ key: APIKey, limit: Int) async throws -> KeyAddition {
        try await database.write { db in
            guard try Account.fetch(db, key.owner) != nil else { return .unknownAccount }
            let count = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM api_key WHERE owner = ? AND revoked_at IS NULL", arguments: [key.owner])
            guard count ?? 0 < limit else { return .limitReached }
            try key.insert(into: db)
            return .added
        }
    }

    /// See ``AccountStore/key(hash:)``.
    public func key(hash: [UInt8]) async throws -> APIKey? {
        try await database.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM api_key WHERE hash = ?", arguments: [Data(hash)]).map(APIKey.init)
        }
    }

    /// See ``AccountStore/keys(of:)``.
    public func keys(of name: String) async throws -> [APIKey] {
        try await database.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM api_key WHERE owner = ? ORDER BY created_at, id", arguments: [name]).map(APIKey.init)
        }
    }

    /// See ``AccountStore/revoke(_:of:at:)``.
    public func revoke(_ id: String, of name: String, at now: Timestamp) async throws -> Bool {
        try await database.write { db in
            try db.execute(
                sql: "UPDATE api_key SET revoked_at = ifnull(revoked_at, ?) WHERE id = ? AND owner = ?",
                arguments: [now.millisecondsSince1970, id, name])
            return db.changesCount > 0
        }
    }

    /// See ``AccountStore/touch(_:at:)``.
    public func touch(_ key: APIKey, at now: Timestamp) async throws {
        try await database.write { db in
            try db.execute(
                sql: "UPDATE api_key SET last_used_at = ? WHERE hash = ?", arguments: [now.millisecondsSince1970, Data(key.hash)])
        }
    }
}

extension Account {
    static func fetch(_ db: Database, _ name: String) throws -> Account? {
        try Row.fetchOne(db, sql: "SELECT * FROM account WHERE name = ?", arguments: [name]).map(Account.init)
    }

    fileprivate init(row: Row) {
        var subscription: Subscription?
        if let plan = row["plan"] as String?, let since = Timestamp(row["since"] as Int64?) {
            subscription = Subscription(plan: plan, since: since, until: Timestamp(row["until"] as Int64?))
        }
        self.init(name: row["name"], createdAt: Timestamp(millisecondsSince1970: row["created_at"]), subscription: subscription)
    }

    /// False when there is one of the name.
    func insert(into db: Database) throws -> Bool {
        try db.execute(
            sql: "INSERT OR IGNORE INTO account VALUES (?, ?, ?, ?, ?)",
            arguments: [
                name, createdAt.millisecondsSince1970, subscription?.plan, subscription?.since.millisecondsSince1970,
                subscription?.until?.millisecondsSince1970,
            ])
        return db.changesCount > 0
    }
}

extension APIKey {
    fileprivate init(row: Row) {
        // A scope that this version does not know gives no rights.
        let scopes = (row["scopes"] as String).split(separator: ",").compactMap { Scope(rawValue: String($0)) }
        self.init(
            hash: [UInt8](row["hash"] as Data), prefix: row["prefix"], owner: row["owner"], name: row["name"], scopes: Set(scopes),
            createdAt: Timestamp(millisecondsSince1970: row["created_at"]))
        expiresAt = Timestamp(row["expires_at"] as Int64?)
        lastUsedAt = Timestamp(row["last_used_at"] as Int64?)
        revokedAt = Timestamp(row["revoked_at"] as Int64?)
    }

    fileprivate func insert(into db: Database) throws {
        try db.execute(
            sql: "INSERT INTO api_key VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            arguments: [
                Data(hash), id, owner, name, prefix, scopes.sorted().map(\.rawValue).joined(separator: ","),
                createdAt.millisecondsSince1970,
                expiresAt?.millisecondsSince1970, lastUsedAt?.millisecondsSince1970, revokedAt?.millisecondsSince1970,
            ])
    }
}

extension Timestamp {
    fileprivate init?(_ milliseconds: Int64?) {
        guard let milliseconds else { return nil }
        self.init(millisecondsSince1970: milliseconds)
    }
}
