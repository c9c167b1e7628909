/// Which requests run and which wait, so that no more than `limit` of them have connections to one host. Those that wait come in their order.
///
/// curl has such a limit too, but what waits for it there is now and then not woken before a timer of it runs out, and its time does not count.
struct TransferQueue {
    private let limit: Int
    private var running: [String: Int] = [:]
    private var waiting: [String: [TransferJob]] = [:]
    /// No request that waits has to end before.
    private(set) var nextDeadline: ContinuousClock.Instant?

    init(limit: Int) { self.limit = max(1, limit) }

    /// Takes a request: whether it may run now. Otherwise ``leave(_:)`` hands it out later.
    mutating func enter(_ job: TransferJob) -> Bool {
        let host = job.request.host
        if running[host, default: 0] < limit {
            running[host, default: 0] += 1
            return true
        }
        waiting[host, default: []].append(job)
        if let deadline = job.deadline { nextDeadline = min(nextDeadline ?? deadline, deadline) }
        return false
    }

    /// A request that ran has ended. The next one for its host, which runs from now on.
    mutating func leave(_ job: TransferJob) -> TransferJob? {
        let host = job.request.host
        if var jobs = waiting[host] {
            let next = jobs.removeFirst()
            waiting[host] = jobs.isEmpty ? nil : jobs
            return next
        }
        let count = running[host, default: 0] - 1
        running[host] = count > 0 ? count : nil
        return nil
    }

    /// Takes a request out that waits; false when it does not.
    mutating func remove(_ job: TransferJob) -> Bool {
        let host = job.request.host
        guard var jobs = waiting[host], let index = jobs.firstIndex(where: { $0 === job }) else { return false }
        jobs.remove(at: index)
        waiting[host] = jobs.isEmpty ? nil : jobs
        return true
    }

    /// Takes those out whose time is over by then.
    mutating func removeOverdue(_ now: ContinuousClock.Instant) -> [TransferJob] {
        let overdue = all.filter { job in job.deadline.map { $0 <= now } ?? false }
        for job in overdue { _ = remove(job) }
        nextDeadline = all.compactMap(\.deadline).min()
        return overdue
    }

    /// Takes all out that wait.
    mutating func removeAll() -> [TransferJob] {
        defer { waiting = [:] }
        return all
    }

    private var all: [TransferJob] { waiting.values.flatMap { $0 } }
}
