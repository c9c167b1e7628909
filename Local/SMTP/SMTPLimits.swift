/// What an SMTP client may ask for.
package struct SMTPLimits: Sendable {
    /// Bytes of a command line, its line end included. RFC 5321 section 4.5.3.1.4 asks for 512, and for more with extensions.
    package var commandLine = 2048
    /// Bytes of a mail, after the dots are taken out; what SES takes at most.
    package var messageBytes = 40 * 1024 * 1024
    /// Recipients of a mail; RFC 5321 section 4.5.3.1.8 asks for 100.
    package var recipients = 1000
    /// Commands that are refused for their syntax or order, after which the server gives up.
    package var errors = 20
    /// Commands without a mail; more than a mail to all ``recipients`` needs.
    package var commands = 2000
    /// Seconds without a byte from the client (RFC 5321 section 4.5.3.2.7).
    package var idleSeconds = 300.0
    /// Connections at a time.
    package var connections = 500

    package init() {}
}
