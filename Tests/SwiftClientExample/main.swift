import PostroomClient

let client = InboxClient()  // POSTROOM_URL and POSTROOM_API_KEY, if they are set
let inbox = try await client.create(ttlMinutes: 10)

// Here your test signs up with this address.
print(inbox.address)

let mail = try await inbox.wait(for: .otp, timeout: .seconds(30))
print("The code is \(mail.otp ?? "missing"), from \(mail.message.from?.first?.address ?? "nobody")")

// One mail, not two.
if let second = try await inbox.unexpected(within: .seconds(1)) {
    print("A second mail came: \(second.subject ?? "")")
}
try await inbox.delete()
