import CCurl
import Glibc
import Synchronization

/// The thread that drives all transfers of a transport through one `curl_multi`.
final class TransferDriver: @unchecked Sendable {  // What the thread alone touches is marked; the rest is behind the lock.
    /// What tasks tell the thread.
    enum Command: Sendable {
        case start(TransferJob)
        case cancel(TransferJob)
        case unpause(TransferJob)
        case stop
    }

    private struct Inbox {
        var commands: [Command] = []
        var isRunning = false
        var isStopped = false
    }

    private let configuration: HTTPTransport.Configuration
    private let inbox = Mutex(Inbox())
    private let wakeup: (read: Int32, write: Int32)

    // Of the thread alone.
    private var multi: UnsafeMutableRawPointer?
    private var jobs: [UnsafeMutableRawPointer: TransferJob] = [:]
    private var lastUse = WallTime.now
    /// Whether there was a pause since the connections were opened in which a server may have ended them unnoticed.
    private var mayBeDead = false
    private var queue: TransferQueue

    init(_ configuration: HTTPTransport.Configuration) {
        self.configuration = configuration
        queue = TransferQueue(limit: configuration.connectionsPerHost)
        var ends: [Int32] = [-1, -1]
        // Without descriptors left, requests are seen when the thread looks by itself; opening connections fails then anyway.
        _ = pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        wakeup = (ends[0], ends[1])
    }

    deinit {
        close(wakeup.read)
        close(wakeup.write)
    }

    func submit(_ command: Command) {
        let isStopped = inbox.withLock { inbox in
            if !inbox.isStopped { inbox.commands.append(command) }
            return inbox.isStopped
        }
        if isStopped {
            if case .start(let job) = command { job.end(.failure(HTTPError(.other, "the transport is closed"))) }
            return
        }
        start()
        wake()
    }

    /// Starts the thread, where it does not run yet.
    func start() {
        let isFirst = inbox.withLock { inbox in
            defer { inbox.isRunning = true }
            return !inbox.isRunning
        }
        guard isFirst else { return }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<TransferDriver>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, context.toOpaque())
        if status == 0 {
            pthread_detach(thread)
        } else {
            context.release()
            refuse("the system has no thread for the transport (error \(status))")
        }
    }

    /// Ends all transfers, and the thread.
    func stop() {
        if inbox.withLock({ $0.isRunning }) { submit(.stop) }
    }

    private func wake() {
        var byte: UInt8 = 0
        // A full pipe wakes as well.
        _ = write(wakeup.write, &byte, 1)
    }

    // MARK: - The thread

    private func run() {
        _ = CurlLibrary.isReady
        openMulti()
        while takeCommands() {
            var running: Int32 = 0
            curl_multi_perform(multi, &running)
            endFinished()
            let timeout = endOverdue()
            if !jobs.isEmpty { lastUse = .now }
            var wait = curl_waitfd(fd: wakeup.read, events: Int16(CURL_WAIT_POLLIN), revents: 0)
            curl_multi_poll(multi, &wait, 1, timeout, nil)
            if wait.revents != 0 { drainWakeups() }
        }
        refuse("the transport is closed")
        for job in queue.removeAll() { job.end(.failure(HTTPError(.other, "the transport is closed"))) }
        for (handle, job) in jobs { finish(job, handle, .failure(HTTPError(.other, "the transport is closed", wroteRequest: true))) }
        curl_multi_cleanup(multi)
    }

    private func openMulti() {
        multi = curl_multi_init()
        // Else curl keeps four for each request that runs: after many at once, the last to end would take most connections along.
        postroom_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 2 * configuration.connectionsPerHost)
        postroom_curl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
    }

    private func drainWakeups() {
        withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
            while read(wakeup.read, buffer.baseAddress, buffer.count) == buffer.count {}
        }
    }

    /// Does what tasks asked for; false at the end.
    private func takeCommands() -> Bool {
        let commands = inbox.withLock { inbox in
            defer { inbox.commands = [] }
            return inbox.commands
        }
        for command in commands {
            switch command {
            case .start(let job): begin(job)
            case .cancel(let job): cancel(job)
            case .unpause(let job): job.transfer?.unpause()
            case .stop: return false
            }
        }
        return true
    }

    private func begin(_ job: TransferJob) {
        guard !job.isCancelled else { return job.end(.failure(CancellationError())) }
        if queue.enter(job), let error = start(job) { leave(job, .failure(error)) }
    }

    /// Starts a job whose turn it is; returns why it cannot be.
    private func start(_ job: TransferJob) -> (any Error)? {
        let needsNewConnection = reopenAfterFreeze(for: job.request)
        do {
            let handle = try EasyHandle()
            do {
                let transfer = try job.begin(on: handle, needsNewConnection: needsNewConnection)
                if case .stream(let stream) = job.request.body {
                    stream.attach { [weak self] in self?.submit(.unpause(job)) }
                }
                jobs[handle.pointer] = job
                let code = curl_multi_add_handle(multi, handle.pointer)
                if code != CURLM_OK {
                    jobs[handle.pointer] = nil
                    withExtendedLifetime(transfer) {}
                    throw HTTPError(.other, "curl: \(String(cString: curl_multi_strerror(code)))")
                }
            } catch {
                handle.close()
                throw error
            }
            return nil
        } catch {
            return error
        }
    }

    /// Ends a job, and gives its place to the next one that can be started.
    private func leave(_ job: TransferJob, _ result: Result<HTTPResponse, any Error>) {
        var next = queue.leave(job)
        job.end(result)
        while let waiting = next, let error = start(waiting) {
            next = queue.leave(waiting)
            waiting.end(.failure(error))
        }
    }

    /// Kept connections may be dead without a sign of it when the process was frozen: packets that ended them were never delivered.
    /// Drops them where the request could not survive that; true when they have to stay for others, and the request needs one of its own.
    private func reopenAfterFreeze(for request: HTTPRequest) -> Bool {
        let isOld = lastUse.elapsed(longerThan: configuration.keptFor)
        if isOld || lastUse.elapsed(longerThan: configuration.keptForOnce) { mayBeDead = true }
        lastUse = .now
        guard isOld || mayBeDead && !request.isIdempotent else { return false }
        guard jobs.isEmpty else { return true }
        curl_multi_cleanup(multi)
        openMulti()
        mayBeDead = false
        return false
    }

    private func cancel(_ job: TransferJob) {
        job.isCancelled = true
        if queue.remove(job) { return job.end(.failure(CancellationError())) }
        guard let transfer = job.transfer else { return }
        finish(job, transfer.handle.pointer, .failure(CancellationError()))
    }

    private func endFinished() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle, let job = jobs[handle],
                let transfer = job.transfer
            else { continue }
            let result = transfer.outcome(postroom_curl_result(message))
            finish(job, handle, result.mapError { $0 })
        }
    }

    /// Ends the jobs whose time is over before their turn came: curl keeps the time of the others.
    /// - Returns: the milliseconds until the next of them has to be looked at.
    private func endOverdue() -> Int32 {
        let now = ContinuousClock.now
        if let deadline = queue.nextDeadline, deadline <= now {
            for job in queue.removeOverdue(now) {
                job.end(.failure(HTTPError(.timedOut, "\(job.request.host): no connection was free before the time was over")))
            }
        }
        return Int32(min(60_000, queue.nextDeadline.map { now.duration(to: $0).milliseconds + 1 } ?? 60_000))
    }

    private func finish(_ job: TransferJob, _ handle: UnsafeMutableRawPointer, _ result: Result<HTTPResponse, any Error>) {
        curl_multi_remove_handle(multi, handle)
        jobs[handle] = nil
        curl_easy_cleanup(handle)
        leave(job, result)
    }

    /// Answers the requests that will not be made.
    private func refuse(_ reason: String) {
        let commands = inbox.withLock { inbox in
            inbox.isStopped = true
            defer { inbox.commands = [] }
            return inbox.commands
        }
        for case .start(let job) in commands { job.end(.failure(HTTPError(.other, reason))) }
    }
}

/// A point on the wall clock, which goes on while a process is frozen; the monotonic clock may not.
struct WallTime {
    private let nanoseconds: Int64

    static var now: WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    /// Whether more time than that passed; a clock that was set back counts as that.
    func elapsed(longerThan duration: Duration) -> Bool {
        let passed = WallTime.now.nanoseconds - nanoseconds
        return passed < 0 || Duration.nanoseconds(passed) > duration
    }
}
