import Glibc
import Synchronization

/// Runs a handler's task on the thread of its invocation loop.
///
/// The thread has nothing else to do while a handler works, so neither the start of a handler nor its answer has to wake another thread. Warm-ups
/// and `flush` get an executor and a thread of their own for the time that they take.
final class LoopExecutor: TaskExecutor, @unchecked Sendable {  // Everything mutable is behind the mutex, or atomic.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [UnownedJob] = []
    private var isWaiting = false
    private let runsJobs = Atomic(false)
    /// The thread that runs the jobs, once it has said so.
    private let thread = Atomic<pthread_t>(pthread_self())

    init() {
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pthread_mutex_lock(mutex)
        jobs.append(job)
        if isWaiting { pthread_cond_signal(condition) }
        pthread_mutex_unlock(mutex)
    }

    /// Looks at the condition of ``run(until:giveUpAt:)`` again.
    func wake() {
        pthread_mutex_lock(mutex)
        pthread_cond_signal(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Whether a job has the thread. One that has it for long blocks it.
    var isOccupied: Bool { runsJobs.load(ordering: .acquiring) }

    /// Makes the calling thread the one that runs jobs.
    func adoptThread() { thread.store(pthread_self(), ordering: .relaxed) }

    private var isOnThread: Bool { pthread_equal(thread.load(ordering: .relaxed), pthread_self()) != 0 }

    /// Does something on the loop's thread, such as using its connection.
    func onThread<Value: Sendable>(_ work: @Sendable @escaping () throws -> Value) async throws -> Value {
        if isOnThread { return try work() }
        return try await Task(executorPreference: self) { try work() }.value
    }

    /// Runs jobs until the condition holds; false when there is nothing to run at the given time.
    func run(until isDone: () -> Bool, giveUpAt: ContinuousClock.Instant?) -> Bool {
        var batch: [UnownedJob] = []
        while true {
            pthread_mutex_lock(mutex)
            while jobs.isEmpty, !isDone() {
                guard wait(until: giveUpAt) else {
                    pthread_mutex_unlock(mutex)
                    return isDone()
                }
            }
            swap(&batch, &jobs)
            pthread_mutex_unlock(mutex)
            runsJobs.store(true, ordering: .releasing)
            for job in batch { job.runSynchronously(on: asUnownedTaskExecutor()) }
            runsJobs.store(false, ordering: .releasing)
            batch.removeAll(keepingCapacity: true)
            if isDone() { return true }
        }
    }

    /// Waits with the mutex held; false when the time has come.
    private func wait(until time: ContinuousClock.Instant?) -> Bool {
        isWaiting = true
        defer { isWaiting = false }
        guard let time else {
            pthread_cond_wait(condition, mutex)
            return true
        }
        let left = ContinuousClock.now.duration(to: time)
        guard left > .zero else { return false }
        var until = timespec()
        clock_gettime(CLOCK_MONOTONIC, &until)
        let nanoseconds = until.tv_nsec + Int(left.components.attoseconds / 1_000_000_000)
        until.tv_sec += Int(left.components.seconds) + nanoseconds / 1_000_000_000
        until.tv_nsec = nanoseconds % 1_000_000_000
        pthread_cond_timedwait(condition, mutex, &until)
        return true
    }
}
