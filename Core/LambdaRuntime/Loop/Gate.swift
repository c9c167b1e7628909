import Synchronization

/// A flag between threads that is raised once.
final class Gate: Sendable {
    private let isOpened = Atomic(false)

    var isOpen: Bool { isOpened.load(ordering: .acquiring) }

    func open() { isOpened.store(true, ordering: .releasing) }
}
