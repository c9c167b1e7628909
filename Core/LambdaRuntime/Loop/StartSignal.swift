import Glibc

/// Holds threads back until all of them may begin.
final class StartSignal: @unchecked Sendable {  // POSIX locks are made for several threads.
    private let lock = UnsafeMutablePointer<pthread_rwlock_t>.allocate(capacity: 1)

    /// To be made by the thread that gives the signal.
    init() {
        pthread_rwlock_init(lock, nil)
        pthread_rwlock_wrlock(lock)
    }

    deinit {
        pthread_rwlock_destroy(lock)
        lock.deallocate()
    }

    func give() { pthread_rwlock_unlock(lock) }

    /// Returns when the signal was given.
    func await() {
        pthread_rwlock_rdlock(lock)
        pthread_rwlock_unlock(lock)
    }
}
