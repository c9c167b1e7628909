/// Start and end tags of tables and their parts (HTML standard sections 13.2.6.4.9 to 13.2.6.4.15).
extension TreeWriter {
    /// Reads the start tag of a part of a table: what has to be around it is opened, what cannot be is closed. Outside of tables it is ignored.
    mutating func startTablePart(_ element: Element, _ attributes: [UInt8]) {
        while let around = frameElement {
            switch around {
            case .table:
                closeToFrame()
                switch element {
                case .td, .th, .tr: guard open(.tbody) else { return }
                case .col: guard open(.colgroup) else { return }
                default:
                    open(element, attributes)
                    return
                }
            case .tbody, .tfoot, .thead:
                closeToFrame()
                switch element {
                case .tr:
                    open(element, attributes)
                    return
                case .td, .th: guard open(.tr) else { return }
                default: pop()
                }
            case .tr:
                closeToFrame()
                if element == .td || element == .th {
                    open(element, attributes)
                    return
                }
                pop()
            case .colgroup:
                if element == .col {
                    writeVoid(element, attributes)
                    return
                }
                close(frame)
            default:
                // A cell or a caption ends where the next part begins.
                close(frame)
            }
        }
    }

    /// Reads the end tag of a table or of a part of one.
    mutating func endTablePart(_ element: Element) {
        guard element != .col, let index = indexInTable(element) else { return }
        close(index)
    }

    mutating func endTable() { endTablePart(.table) }

    /// Closes what stands in the table and is no part of it.
    private mutating func closeToFrame() { close(frame + 1) }

    /// The element in the innermost table, or that table.
    private func indexInTable(_ element: Element) -> Int? {
        var index = frame
        while index >= 0 {
            if stack[index].element == element { return index }
            if stack[index].element == .table { return nil }
            index = index > 0 ? stack[index - 1].frame : -1
        }
        return nil
    }
}
