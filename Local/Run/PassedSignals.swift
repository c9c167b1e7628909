import Glibc
import Synchronization

/// Signals that are meant for the command that `postroom run` runs: they are passed on, and end this process only by way of the command.
enum PassedSignals {
    private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2]
    /// The command's process; 0 while there is none.
    private static let process = Atomic<pid_t>(0)
    /// The signal that came while there was no command; 0 for none.
    private static let early = Atomic<Int32>(0)
    /// Whether SIGPIPE was ignored before, as it then is for the command.
    private static let ignoresPipe = Atomic<Bool>(false)

    /// Catches the signals; what was ignored stays so, as SIGHUP does under `nohup`.
    static func catchAll() {
        // Nothing may be made for the first time within a handler.
        _ = (process.load(ordering: .relaxed), early.load(ordering: .relaxed))
        var before = sigaction()
        sigaction(SIGPIPE, nil, &before)
        ignoresPipe.store(isIgnoring(before), ordering: .relaxed)
        signal(SIGPIPE, SIG_IGN)
        var action = sigaction()
        action.__sigaction_handler.sa_sigaction = { number, information, _ in PassedSignals.take(number, information) }
        action.sa_flags = SA_SIGINFO | SA_RESTART
        for number in numbers {
            sigaction(number, nil, &before)
            if !isIgnoring(before) { sigaction(number, &action, nil) }
        }
    }

    private static func isIgnoring(_ action: sigaction) -> Bool {
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// In the handler: it interrupts whatever runs, and may do little more than this.
    private static func take(_ number: Int32, _ information: UnsafeMutablePointer<siginfo_t>?) {
        let id = process.load(ordering: .sequentiallyConsistent)
        guard id > 0 else {
            early.store(number, ordering: .sequentiallyConsistent)
            return
        }
        // What the terminal sends (Ctrl-C) it sends to the command too, which is in the same group.
        guard (information?.pointee.si_code ?? 0) <= 0 else { return }
        let error = errno
        kill(id, number)
        errno = error
    }

    /// The signal that came while there was no command.
    static var earlySignal: Int32? {
        let number = early.load(ordering: .sequentiallyConsistent)
        return number == 0 ? nil : number
    }

    /// Passes signals on to a process, from now on and the one that came before.
    static func pass(to id: pid_t) {
        process.store(id, ordering: .sequentiallyConsistent)
        let number = early.exchange(0, ordering: .sequentiallyConsistent)
        if number != 0 { kill(id, number) }
    }

    /// Passes nothing on any more. Call it before the process's number is given back.
    static func stopPassing() { process.store(0, ordering: .sequentiallyConsistent) }

    /// The signals that a new process has to be given back their default for.
    static var defaults: [Int32] { ignoresPipe.load(ordering: .relaxed) ? [] : [SIGPIPE] }
}
