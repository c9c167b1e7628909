import Foundation
import Local
import MIME
import Mail
import Testing

@Suite struct DataDirectoryTests {
    @Test func twoCannotHaveTheSameDirectory() async throws {
        let scratch = try Scratch()
        let first = try await DataDirectory(path: scratch.path + "/data")
        await #expect(throws: DataDirectory.Unusable.self) { try await DataDirectory(path: scratch.path + "/data") }
        withExtendedLifetime(first) {}
    }

    @Test func aDirectoryCanBeOpenedAgainAndHasEverything() async throws {
        let scratch = try Scratch()
        let now = Timestamp(millisecondsSince1970: 1_000_000)
        let mailbox = Mailbox(
            address: try EmailAddress("Box@postroom.test"), owner: nil, plan: "anonymous", createdAt: now,
            expiresAt: now.adding(minutes: 5),
            tokenHash: [1, 2, 3])
        do {
            let directory = try await DataDirectory(path: scratch.path + "/data")
            _ = try await directory.store.create(mailbox, within: .anonymous, reclaims: false, now: now)
        }
        let again = try await DataDirectory(path: scratch.path + "/data")
        #expect(try await again.store.mailbox(mailbox.address) == mailbox)
        let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path + "/data")
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test func everyCommitWaitsForTheDisk() async throws {
        let scratch = try Scratch()
        #expect(try await SQLiteMailboxStore(path: scratch.path + "/postroom.sqlite").isDurable())
    }

    @Test func rawMailThatNobodyWasPromisedIsRemoved() async throws {
        let scratch = try Scratch()
        do {
            let directory = try await DataDirectory(path: scratch.path + "/data")
            try await directory.rawMail.put([1], key: "orphan")
        }
        let again = try await DataDirectory(path: scratch.path + "/data")
        await #expect(throws: RawMailMissing(key: "orphan")) { try await again.rawMail.get("orphan") }
    }

    @Test(arguments: ["plain", "inbound/with/prefix", "ünïcödé", "..", String(repeating: "long", count: 100)])
    func rawMailThatAMessageRefersToStays(key: String) async throws {
        let scratch = try Scratch()
        let now = SystemClock().now()
        let address = try EmailAddress("a@postroom.test")
        do {
            let directory = try await DataDirectory(path: scratch.path + "/data")
            let mailbox = Mailbox(
                address: address, owner: nil, plan: "anonymous", createdAt: now, expiresAt: now.adding(minutes: 5), tokenHash: [])
            _ = try await directory.store.create(mailbox, within: .anonymous, reclaims: false, now: now)
            try await directory.rawMail.put([1, 2], key: key)
            let message = StoredMessage(
                id: MessageIdentifier(name: key), mailbox: address, rawKey: key, size: 2, receivedAt: now, envelopeSender: nil,
                verdicts: Verdicts(), summary: MessageSummary(Message([])))
            _ = try await directory.store.commit(message, within: .anonymous, now: now)
        }
        let again = try await DataDirectory(path: scratch.path + "/data")
        #expect(try await again.rawMail.get(key) == [1, 2])
    }

    @Test func aDirectoryThatHasToBeThereIsNotMade() async throws {
        let scratch = try Scratch()
        await #expect(throws: DataDirectory.Unusable.self) { try await DataDirectory(path: scratch.path + "/none", isNew: false) }
        #expect(!FileManager.default.fileExists(atPath: scratch.path + "/none"))
    }
}
