import Glibc
import NIOCore
import NIOPosix

/// A port cannot be listened on.
public struct ListenError: Error, CustomStringConvertible {
    /// Which one, why, and what to do.
    public let description: String
}

/// An address to listen on, and how to say it when that fails.
struct ListeningPort {
    let address: SocketAddress
    private let port: UInt16
    private let option: String
    private let variable: String

    /// - Parameters:
    ///   - host: a numeric address.
    ///   - port: 0 picks a free one.
    ///   - option: the name of the option that changes the port, such as `smtp-port`.
    init(host: String, port: UInt16, option: String) throws {
        do {
            address = try SocketAddress(ipAddress: host, port: Int(port))
        } catch {
            throw ListenError(description: "'\(host)' is no address to listen on: --host takes a numeric one, such as 127.0.0.1 or ::1")
        }
        self.port = port
        self.option = "--" + option
        variable = "POSTROOM_" + option.uppercased().replacing("-", with: "_")
    }

    /// Listens; `configure` makes each connection's channel ready.
    func listen<Output: Sendable>(
        _ configure: @escaping @Sendable (any Channel) throws -> Output
    ) async throws -> NIOAsyncChannel<Output, Never> {
        do {
            return try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .serverChannelOption(.backlog, value: 1024)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(to: address) { channel in channel.eventLoop.makeCompletedFuture { try configure(channel) } }
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ListenError(description: "port \(port) is in use. Choose another one with \(option) or \(variable); 0 picks a free one.")
        } catch let error as IOError where error.errnoCode == EACCES {
            throw ListenError(
                description: "port \(port) needs more rights than this user has. Choose one above 1023 with \(option) or \(variable).")
        } catch let error as IOError {
            throw ListenError(description: "cannot listen on \(address): \(String(cString: strerror(error.errnoCode)))")
        }
    }
}
