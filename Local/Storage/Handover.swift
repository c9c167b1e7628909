import Synchronization

/// Hands a value that cannot be copied to another thread, once.
final class Handover<Value: ~Copyable & Sendable>: Sendable {
    private let value: Mutex<Value?>

    init(_ value: consuming sending Value) {
        self.value = Mutex(value)
    }

    /// The value the first time, nil afterwards.
    func take() -> Value? { value.withLock { $0.take() } }
}
