import Glibc

/// What the command of `credential_process` prints.
///
/// https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
struct CredentialProcess: Sendable {
    private static let limit = 1 << 16
    private static let patience: Int32 = 60

    let command: String
    let profile: String

    func credentials() async throws -> AWSCredentials {
        let name = "credential_process of the profile '\(profile)'"
        // It blocks for as long as somebody may have to enter a code: not on a thread of Swift's pool.
        let output: Result<[UInt8], AWSCredentialsError> = await withCheckedContinuation { continuation in
            let work = Unmanaged.passRetained(Work { continuation.resume(returning: Self.run(command, name)) })
            var thread = pthread_t()
            let status = pthread_create(
                &thread, nil,
                { context in
                    if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run() }
                    return nil
                }, work.toOpaque())
            if status == 0 {
                pthread_detach(thread)
            } else {
                work.release()
                continuation.resume(returning: .failure(AWSCredentialsError("the system has no thread for \(name)")))
            }
        }
        return try CredentialDocument.read(output.get(), from: "the \(name)")
    }

    private final class Work: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs it by the shell, as the AWS tools do; its standard error is that of this process.
    private static func run(_ command: String, _ name: String) -> Result<[UInt8], AWSCredentialsError> {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return .failure(AWSCredentialsError("the \(name) cannot be started: no pipe")) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        var arguments = ["/bin/sh", "-c", command].map { (text: String) in strdup(text) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid = pid_t()
        let status = posix_spawn(&pid, "/bin/sh", &actions, nil, &arguments, environ)
        close(ends[1])
        defer { close(ends[0]) }
        guard status == 0 else {
            return .failure(AWSCredentialsError("the \(name) cannot be started: \(String(cString: strerror(status)))"))
        }
        let output = read(ends[0])
        if output == nil { kill(pid, SIGKILL) }
        var code: Int32 = 0
        while waitpid(pid, &code, 0) < 0, errno == EINTR {}
        guard let output else {
            return .failure(AWSCredentialsError("the \(name) did not end within \(patience) seconds, or wrote too much"))
        }
        guard code & 0x7F == 0 else { return .failure(AWSCredentialsError("the \(name) was ended by signal \(code & 0x7F)")) }
        guard code == 0 else {
            return .failure(AWSCredentialsError("the \(name) failed with exit code \(code >> 8 & 0xFF): run its command to see why"))
        }
        return .success(output)
    }

    private static func read(_ file: Int32) -> [UInt8]? {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        var end = timespec()
        clock_gettime(CLOCK_MONOTONIC, &end)
        end.tv_sec += Int(patience)
        while result.count < limit {
            var now = timespec()
            clock_gettime(CLOCK_MONOTONIC, &now)
            var poll = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            let ready = Glibc.poll(&poll, 1, Int32(max(0, end.tv_sec - now.tv_sec) * 1000))
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return result }
            result += buffer[..<count]
        }
        return nil
    }
}
