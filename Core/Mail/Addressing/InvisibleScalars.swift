extension Unicode.Scalar {
    /// Whether nothing, or only space, is seen of it: controls, separators, the marks that change the direction of writing.
    package var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate, .unassigned: true
        default: false
        }
    }
}
